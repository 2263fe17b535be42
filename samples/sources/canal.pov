// Narrowboats moored by a warehouse at nightfall, lanterns strung between the lamp posts.
#declare RadCount = 20;
#include "common.inc"
#declare R = seed(31);
camera { location <-1.4, 2.3, -9> right x*3/2 up y direction z*1.25 look_at <1.6, 2.35, 10> }
sky_sphere {
  pigment { gradient y color_map {
    [0.0 color rgb <1.35,0.62,0.26>] [0.08 color rgb <1.05,0.52,0.36>] [0.22 color rgb <0.50,0.38,0.52>] [0.45 color rgb <0.16,0.21,0.42>] [1 color rgb <0.05,0.08,0.22>] } }
  pigment { bozo turbulence 0.6 octaves 5 scale <0.9,0.06,0.6>
    color_map { [0.50 color rgbt <1,1,1,1>] [0.66 color rgbt <1.1,0.46,0.30,0.4>] [0.85 color rgbt <0.5,0.28,0.36,0.3>] } }
}
light_source { <-40, 90, -80> color rgb <0.16,0.18,0.30> area_light 40*x, 40*z, 3, 3 adaptive 1 jitter }
light_source { <20, 30, 300> color rgb <0.7,0.36,0.18> }
#declare Warm = rgb <1, 0.64, 0.28>;
#declare Stone = texture { pigment { bozo color_map { [0 color srgb <0.58,0.52,0.45>] [1 color srgb <0.46,0.41,0.36>] } scale 0.3 } };
plane { y, 0
  pigment { color rgb <0.010,0.016,0.020> }
  normal { average normal_map { [1 bumps 0.035 scale <1.1,1,0.35>] [1 bumps 0.018 scale <0.26,1,0.10>] } }
  finish { diffuse 0.5 specular 0.2 roughness 0.01 reflection { 0.05, 0.95 fresnel on } conserve_energy } interior { ior 1.33 } }
// Banks: towpath on the right, meadow on the left.
box { <4.2, -1, -20>, <30, 0.55, 90> texture { Stone } }
box { <4.1, 0.45, -20>, <4.75, 0.62, 90> texture { Stone } normal { bumps 0.2 scale 0.2 } }
box { <-40, -1, -20>, <-6.5, 0.35, 90> pigment { color srgb <0.20,0.22,0.16> } }
// The warehouse.
union {
  box { <8.2, 0, 2>, <20, 11, 34> texture { Brick } }
  box { <8.0, 10.6, 1.8>, <20, 11.1, 34.2> texture { Stone } }
  prism { linear_spline 2, 34, 4, <8,11>, <14,15>, <20,11>, <8,11> rotate x*-90 scale <1,1,-1> pigment { color srgb <0.24,0.24,0.28> } }
  #local Z = 4;
  #while (Z < 33)
    #local Y = 1.6;
    #while (Y < 10)
      box { <8.16, Y, Z-0.6>, <8.3, Y+1.7, Z+0.6> pigment { color Warm } finish { emission (rand(R) < 0.62 ? 0.7+0.5*rand(R) : 0.03) specular 0.5 } }
      box { <8.05, Y-0.16, Z-0.75>, <8.3, Y, Z+0.75> texture { Stone } }
      box { <8.12, Y, Z-0.03>, <8.3, Y+1.7, Z+0.03> pigment { color srgb 0.15 } }
      box { <8.12, Y+0.85, Z-0.6>, <8.3, Y+0.9, Z+0.6> pigment { color srgb 0.15 } }
      #local Y = Y + 3.05;
    #end
    #local Z = Z + 2.9;
  #end
}
// The bridge: one arch of stone.
difference {
  union {
    box { <-14, 0, 38>, <9, 4.4, 42> }
    cylinder { <-1, -6.5, 38>, <-1, -6.5, 42>, 11.9 }
  }
  cylinder { <-1, -0.2, 36>, <-1, -0.2, 44>, 3.7 }
  texture { Stone } normal { bumps 0.3 scale 0.25 }
}
// A narrowboat along z, bow towards -z.
#macro Boat(Len, Hull, Cabin, Trim)
  union {
    intersection {
      box { <-1.0, -0.3, 0>, <1.0, 0.72, Len> }
      plane { -z, 0 rotate y*38 translate <0.55,0,-1.1> } plane { -z, 0 rotate y*-38 translate <-0.55,0,-1.1> }
      pigment { color Hull } finish { diffuse 0.8 specular 0.5 roughness 0.02 reflection { 0.02, 0.3 fresnel on } } interior { ior 1.5 }
    }
    box { <-1.02, 0.60, 1.6>, <1.02, 0.68, Len> pigment { color Trim } }
    intersection {
      box { <-0.95, 0.7, 2.2>, <0.95, 1.75, Len-1.4> }
      plane { x, 0 rotate z*7 translate x*0.92 } plane { -x, 0 rotate z*-7 translate -x*0.92 }
      pigment { color Cabin } finish { diffuse 0.8 specular 0.6 roughness 0.02 reflection { 0.02, 0.35 fresnel on } } interior { ior 1.5 }
    }
    box { <-0.90, 1.73, 2.05>, <0.90, 1.80, Len-1.3> pigment { color Trim } }
    #local Z = 3.2;
    #while (Z < Len-2)
      #local S = -1;
      #while (S < 2)
        cylinder { <S*0.80, 1.28, Z>, <S*0.915, 1.28, Z>, 0.20 pigment { color Warm } finish { emission 1.5 } }
        torus { 0.21, 0.025 rotate z*90 translate <S*0.90, 1.28, Z> pigment { color srgb <0.80,0.60,0.30> } finish { specular 0.8 reflection 0.2 metallic } }
        box { <S*0.75, 1.0, Z+0.55>, <S*0.915, 1.52, Z+1.05> pigment { color Trim*0.85 } }
        #local S = S + 2;
      #end
      #local Z = Z + 1.7;
    #end
    // The doors at the bow, with lit panes; the chimney; a can and flower pots on the roof.
    box { <-0.4, 0.75, 2.15>, <0.4, 1.62, 2.2> pigment { color Trim*0.7 } }
    box { <-0.32, 1.12, 2.12>, <-0.04, 1.52, 2.2> pigment { color Warm } finish { emission 1.3 } }
    box { <0.04, 1.12, 2.12>, <0.32, 1.52, 2.2> pigment { color Warm } finish { emission 1.3 } }
    cylinder { <0.35, 1.7, Len*0.45>, <0.35, 2.4, Len*0.45>, 0.08 pigment { color srgb 0.06 } finish { specular 0.5 } }
    torus { 0.085, 0.02 translate <0.35, 2.25, Len*0.45> pigment { color srgb <0.85,0.65,0.3> } finish { specular 0.8 reflection 0.2 metallic } }
    #local N = 0;
    #while (N < 5)
      cone { <-0.3, 1.8, 3+N*1.2>, 0.11, <-0.3, 2.02, 3+N*1.2>, 0.15 pigment { color srgb <0.62,0.32,0.20> } }
      #local Q = 0;
      #while (Q < 14)
        #local Petal = (rand(R) < 0.4);
        sphere { <-0.3+0.26*(rand(R)-0.5), 2.05+0.2*rand(R), 3+N*1.2+0.3*(rand(R)-0.5)>, 0.055+0.03*rand(R)
          pigment { color rgb <0.04+0.48*Petal, 0.12-0.09*Petal, 0.03> } }
        #local Q = Q + 1;
      #end
      #local N = N + 1;
    #end
    light_source { <0, 2.6, -0.6> color Warm*0.35 fade_distance 1.5 fade_power 2 }
  }
#end
object { Boat(13, srgb <0.07,0.09,0.12>, srgb <0.10,0.26,0.20>, srgb <0.72,0.20,0.15>) translate <2.7, 0, 0.5> }
object { Boat(14, srgb <0.08,0.07,0.08>, srgb <0.42,0.11,0.12>, srgb <0.85,0.70,0.40>) translate <2.8, 0, 15> }
object { Boat(12, srgb <0.06,0.07,0.10>, srgb <0.13,0.22,0.40>, srgb <0.86,0.80,0.68>) rotate y*-2 translate <-4.4, 0, 9> }
// Lamp posts and paper lanterns on sagging lines.
#declare Hues = array[5] { rgb <1,0.55,0.20>, rgb <1,0.32,0.22>, rgb <1,0.75,0.35>, rgb <0.95,0.42,0.45>, rgb <1,0.66,0.26> };
#local P = 0;
#while (P < 5)
  cylinder { <5.6, 0.5, P*7>, <5.6, 4.6, P*7>, 0.06 pigment { color srgb 0.07 } finish { specular 0.4 } }
  sphere { <5.6, 4.75, P*7>, 0.2 pigment { color rgb <1,0.8,0.5> } finish { emission 2.4 } }
  light_source { <5.5, 4.4, P*7-0.3> color Warm*0.8 fade_distance 2.5 fade_power 2 }
  #local K = 0;
  #while (K < 7)
    #local F = (K+0.5)/7;
    sphere { 0, 0.19 scale <1,1.15,1> translate <5.6, 4.55-1.5*F*(1-F)*2-0.24, P*7+F*7>
      pigment { color Hues[mod(K*3+P,5)] } finish { emission 0.8 diffuse 0.2 } }
    #local K = K + 1;
  #end
  #local F = 0;
  #while (F < 1)
    cylinder { <5.6, 4.55-3*F*(1-F), P*7+F*7>, <5.6, 4.55-3*(F+0.1)*(0.9-F), P*7+(F+0.1)*7>, 0.012 pigment { color srgb 0.08 } }
    #local F = F + 0.1;
  #end
  #local P = P + 1;
#end
// Poplars and far roofs on the left.
#local N = 0;
#while (N < 26)
  #local X = -9-14*rand(R); #local Z = 14+50*rand(R); #local H = 4+4*rand(R);
  sphere { 0, 1 scale <0.9+0.5*rand(R), H/1.6, 0.9> translate <X, H*0.75, Z>
    pigment { color srgb <0.13,0.15,0.12> } normal { bozo 1.5 scale 0.25 } }
  #local N = N + 1;
#end
box { <-40, 0, 70>, <30, 3.5, 75> pigment { color srgb <0.25,0.22,0.26> } }
