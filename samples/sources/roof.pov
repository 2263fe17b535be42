// The new glass roof lit from within, over the slates and chimneys of the town at dusk.
#declare RadCount = 25;
#include "common.inc"
#declare R = seed(5);
camera { location <-13, 17.5, -30> right x*3/2 up y direction z*1.6 look_at <2.6, 10.6, 6> }
sky_sphere {
  pigment { gradient y color_map {
    [0.0 color rgb <1.15,0.52,0.22>] [0.07 color rgb <0.95,0.50,0.34>] [0.18 color rgb <0.42,0.36,0.48>] [0.40 color rgb <0.13,0.19,0.38>] [1 color rgb <0.03,0.06,0.17>] } }
  pigment { bozo turbulence 0.6 octaves 5 lambda 2.3 omega 0.5 scale <0.7,0.055,0.5>
    color_map { [0.48 color rgbt <1,1,1,1>] [0.62 color rgbt <0.95,0.42,0.28,0.45>] [0.8 color rgbt <0.45,0.25,0.32,0.3>] } }
}
light_source { <-200, 40, 300> color rgb <0.55,0.30,0.16> }
light_source { <-60, 120, -100> color rgb <0.22,0.27,0.42> area_light 60*x, 60*z, 3, 3 adaptive 1 jitter }
#declare Warm = rgb <1.2, 0.55, 0.17>;
#declare Iron = texture { pigment { color srgb <0.30,0.33,0.34> } finish { diffuse 0.7 specular 0.4 roughness 0.03 } };
#declare Stone = texture { pigment { bozo color_map { [0 color srgb <0.62,0.55,0.46>] [1 color srgb <0.52,0.46,0.39>] } scale 0.5 } };
// The library: brick walls, stone parapet, the barrel of glass along z.
box { <-8.5, -4, -4>, <8.5, 8.6, 26> texture { Brick } }
box { <-8.8, 8.4, -4.3>, <8.8, 8.75, 26.3> texture { Stone } }
difference { box { <-8.5, 8.7, -4>, <8.5, 9.5, 26> } box { <-8.1, 8, -3.6>, <8.1, 10, 25.6> } texture { Brick } }
difference { box { <-8.65, 9.5, -4.15>, <8.65, 9.68, 26.15> } box { <-8, 8, -3.5>, <8, 10, 25.5> } texture { Stone } }
box { <-8.2, 8.7, -3.7>, <8.2, 8.8, 25.7> pigment { color srgb <0.30,0.31,0.33> } }
#declare Rr = 5.2;
#macro Pane(A0, A1, Z0, Z1, Glow)
  #local P0 = <Rr*cos(radians(A0)), Rr*sin(radians(A0)), 0>;
  #local P1 = <Rr*cos(radians(A1)), Rr*sin(radians(A1)), 0>;
  union {
    triangle { P0+z*Z0, P1+z*Z0, P1+z*Z1 } triangle { P0+z*Z0, P1+z*Z1, P0+z*Z1 }
    texture { pigment { color Warm } finish { diffuse 0.05 emission Glow reflection { 0.03, 0.55 fresnel on } conserve_energy } }
    interior { ior 1.5 }
  }
#end
union {
  #local Z = 0;
  #while (Z < 22)
    #local A = 0;
    #while (A < 180)
      Pane(A+0.4, A+11.6, Z, Z+1.4, (0.40+0.35*abs(cos(radians(A))))*(0.85+0.3*rand(R)))
      #local A = A + 12;
    #end
    intersection { torus { Rr+0.03, 0.075 rotate x*90 translate z*Z } plane { -y, 0 } texture { Iron } }
    #local Z = Z + 1.4;
  #end
  #local A = 0;
  #while (A <= 180)
    cylinder { <(Rr+0.03)*cos(radians(A)), (Rr+0.03)*sin(radians(A)), 0>, <(Rr+0.03)*cos(radians(A)), (Rr+0.03)*sin(radians(A)), 22.4>, 0.05 texture { Iron } }
    #local A = A + 12;
  #end
  box { <-0.3, Rr, 0>, <0.3, Rr+0.16, 22.4> texture { Iron } }
  // The gable: a fan of panes.
  #local A = 0;
  #while (A < 180)
    triangle { <0,0,-0.02>, <Rr*cos(radians(A)), Rr*sin(radians(A)),-0.02>, <Rr*cos(radians(A+15)), Rr*sin(radians(A+15)),-0.02>
      texture { pigment { spherical scale 7 color_map { [0 color Warm*0.55] [0.5 color Warm*0.95] [1 color Warm*1.7+0.25] } } finish { diffuse 0.05 emission 0.5+0.22*rand(R) } } }
    cylinder { <0,0,-0.05>, <Rr*cos(radians(A)), Rr*sin(radians(A)),-0.05>, 0.06 texture { Iron } }
    #local A = A + 15;
  #end
  intersection { torus { 2.6, 0.06 rotate x*90 translate -0.05*z } plane { -y, 0 } texture { Iron } }
  intersection { torus { Rr, 0.17 rotate x*90 translate -0.05*z } plane { -y, 0 } texture { Stone } }
  intersection { cylinder { <0,0,-0.12>, <0,0,0>, 1.0 } plane { -y, 0 } texture { Iron } }
  box { <-Rr-0.4, -0.5, -0.3>, <Rr+0.4, 0.05, 22.6> texture { Stone } }
  translate <0, 9.3, 0>
}
// What the glass throws upon the parapet.
light_source { <-6.6, 11, 4> color Warm*0.5 fade_distance 4 fade_power 2 }
light_source { <6.6, 11, 4> color Warm*0.5 fade_distance 4 fade_power 2 }
light_source { <0, 11.5, -2.6> color Warm*0.5 fade_distance 4 fade_power 2 }
// Lit windows in the library's front.
#local X = -6;
#while (X <= 6)
  box { <X-0.75, 3, -4.06>, <X+0.75, 6.6, -3.9> pigment { color Warm } finish { emission 0.8 } }
  box { <X-0.95, 2.8, -4.2>, <X+0.95, 3, -3.9> texture { Stone } }
  box { <X-0.04, 3, -4.1>, <X+0.04, 6.6, -3.9> texture { Stone } }
  box { <X-0.75, 5.3, -4.1>, <X+0.75, 5.38, -3.9> texture { Stone } }
  box { <X-0.95, 6.6, -4.2>, <X+0.95, 6.95, -3.9> texture { Stone } }
  #local X = X + 3;
#end
// A terrace: length along x, ridge along x, with chimneys and a few lit windows.
#macro Terrace(Len, Eaves, Ridge, Depth)
  union {
    box { <0, -4, 0>, <Len, Eaves, Depth> texture { Brick } }
    prism { linear_spline 0, Len, 4, <0,-0.3>, <Ridge-Eaves, Depth/2>, <0, Depth+0.3>, <0,-0.3>
      texture { Slate rotate x*90 } rotate z*-90 scale <1,-1,1> translate <0, Eaves, 0> }
    #local X = 2.5;
    #while (X < Len)
      box { <X-0.5, Eaves, Depth/2-0.35>, <X+0.5, Ridge+1.3, Depth/2+0.35> texture { Brick } }
      box { <X-0.58, Ridge+1.2, Depth/2-0.43>, <X+0.58, Ridge+1.35, Depth/2+0.43> texture { Stone } }
      #local P = -1;
      #while (P < 2)
        cone { <X+P*0.28, Ridge+1.3, Depth/2>, 0.15, <X+P*0.28, Ridge+1.9, Depth/2>, 0.11 pigment { color srgb <0.60,0.32,0.20> } }
        #local P = P + 1;
      #end
      #if (rand(R) < 0.75)
        box { <X+0.9, Eaves-2.0, -0.04>, <X+1.7, Eaves-0.6, 0.1> pigment { color Warm } finish { emission 0.35+0.6*rand(R) } }
      #end
      #if (rand(R) < 0.4)
        box { <X+2.6, Eaves-2.0, -0.04>, <X+3.4, Eaves-0.6, 0.1> pigment { color Warm } finish { emission 0.35+0.5*rand(R) } }
      #end
      #local X = X + 5.2;
    #end
  }
#end
#local K = 0;
#while (K < 6)
  object { Terrace(60, 4.5+rand(R), 7.4+0.6*rand(R), 7) rotate y*(-6+12*rand(R)) translate <-76+4*rand(R), -1-K*0.5, 3+K*15> }
  object { Terrace(70, 4.5+rand(R), 7.4+0.6*rand(R), 7) rotate y*(-6+12*rand(R)) translate <13+3*rand(R), -1-K*0.5, 5+K*15> }
  object { Terrace(40, 4+rand(R), 7.2+rand(R), 7) translate <-18, -2-K*0.6, 34+K*14> }
  #local K = K + 1;
#end
// The church.
union {
  box { <-2.4, -5, -2.4>, <2.4, 14, 2.4> }
  #local A = 0;
  #while (A < 4)
    cone { <2.1, 14, 2.1>, 0.4, <2.1, 16.4, 2.1>, 0 rotate y*90*A }
    #local A = A + 1;
  #end
  cone { <0,14,0>, 2.2, <0,30,0>, 0.02 }
  texture { pigment { color srgb <0.34,0.30,0.30> } } translate <21, 0, 72>
}
plane { y, -6 pigment { color srgb <0.20,0.20,0.24> } }
#local N = 0;
#while (N < 9)
  sphere { 0, 1 scale <130+70*rand(R), 20+16*rand(R), 40> translate <-520+N*130, -6, 420> pigment { color srgb <0.20,0.19,0.26> } }
  #local N = N + 1;
#end
fog { fog_type 2 distance 110 fog_offset 0 fog_alt 1.6 color rgb <0.42,0.27,0.27> }
