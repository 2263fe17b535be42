// Solar panels on the slates of a brick workshop, low morning sun.
#declare RadCount = 25;
#include "common.inc"
#declare R = seed(9);
camera { location <-7.5, 6.2, -9.5> right x*3/2 up y direction z*1.55 look_at <1.1, 4.75, 0> }
sky_sphere {
  pigment { gradient y color_map { [0 color rgb <1.05,0.74,0.46>] [0.07 color rgb <0.80,0.72,0.62>] [0.25 color rgb <0.34,0.54,0.84>] [1 color rgb <0.16,0.36,0.80>] } }
  pigment { bozo turbulence 0.7 octaves 6 scale <0.8,0.16,0.8> color_map { [0.52 color rgbt 1] [0.75 color rgbt <1.15,1.0,0.85,0.25>] } }
}
light_source { <-70, 42, -30> color rgb <3.0, 2.3, 1.45> area_light 5*x, 5*z, 3, 3 adaptive 1 jitter }
#declare Ang = 33;
#declare White = texture { pigment { color srgb <0.90,0.88,0.84> } };
// The workshop: ridge along x at y = 6, eaves at y = 3.1, z = -4.4.
box { <-7, 0, -4.2>, <7.5, 3.15, 4.2> texture { Brick translate z*0.05 } }
box { <-7.3, -0.09, -0.25>, <7.8, 0, 5.15> texture { Slate rotate x*90 } rotate x*Ang scale <1,1,-1> translate <0, 5.95, 0> }
box { <-7.3, -0.09, -0.25>, <7.8, 0, 5.15> texture { Slate rotate x*90 } rotate x*Ang translate <0, 5.95, 0> }
cylinder { <-7.3, 5.95, 0>, <7.8, 5.95, 0>, 0.13 pigment { color srgb <0.55,0.32,0.25> } }
cylinder { <-7.4, 3.05, -4.45>, <7.9, 3.05, -4.45>, 0.09 pigment { color srgb 0.12 } finish { specular 0.5 } }
// One panel: 1.0 wide, 1.65 high, cells of 6 by 10, lying in the roof's plane.
#macro Panel()
  union {
    box { <0, 0.04, 0>, <1.0, 0.08, 1.65> pigment { color srgb <0.62,0.64,0.67> } finish { diffuse 0.5 specular 0.6 roughness 0.03 reflection 0.15 metallic } }
    box { <0.02, 0.05, 0.02>, <0.98, 0.084, 1.63>
      texture {
        pigment { gradient x pigment_map {
          [0.03 color srgb <0.55,0.60,0.66>]
          [0.03 gradient z pigment_map { [0.03 color srgb <0.55,0.60,0.66>] [0.03 bozo color_map { [0 color srgb <0.035,0.06,0.17>] [1 color srgb <0.06,0.11,0.28>] } scale 0.7 ] }]
          } scale 0.16 translate <0.02,0,0.02> }
        finish { diffuse 0.7 specular 0.6 roughness 0.006 reflection { 0.03, 0.95 fresnel on } conserve_energy } }
      interior { ior 1.5 } }
  }
#end
union {
  #local X = 0;
  #while (X < 9)
    object { Panel() translate <-4.9+X*1.04, 0, 0.75> }
    object { Panel() translate <-4.9+X*1.04, 0, 2.44> }
    #local X = X + 1;
  #end
  rotate x*Ang scale <1,1,-1> translate <0, 5.95, 0>
}
// Chimney, roof light, door and windows.
box { <5.6, 4, -0.9>, <6.7, 7.6, 0.3> texture { Brick } }
box { <5.5, 7.5, -1.0>, <6.8, 7.7, 0.4> texture { White } }
cone { <5.9, 7.7, -0.3>, 0.2, <5.9, 8.3, -0.3>, 0.15 pigment { color srgb <0.66,0.36,0.22> } }
cone { <6.4, 7.7, -0.3>, 0.2, <6.4, 8.3, -0.3>, 0.15 pigment { color srgb <0.66,0.36,0.22> } }
#local X = -5.4;
#while (X < 7)
  box { <X-0.75, 1.0, -4.25>, <X+0.75, 2.5, -4.1> texture { White } }
  box { <X-0.66, 1.09, -4.26>, <X+0.66, 2.41, -4.1> pigment { color srgb <0.05,0.07,0.09> } finish { reflection { 0.1, 0.6 } } }
  box { <X-0.03, 1.0, -4.29>, <X+0.03, 2.5, -4.1> texture { White } }
  box { <X-0.85, 0.86, -4.4>, <X+0.85, 1.0, -4.1> texture { White } }
  #local X = X + 2.9;
#end
plane { y, 0 pigment { color srgb <0.34,0.42,0.22> } }
fog { fog_type 2 distance 420 fog_offset 2 fog_alt 3 color rgb <0.85,0.66,0.46> }
// Hills and trees behind.
#local N = 0;
#while (N < 7)
  sphere { 0, 1 scale <50+30*rand(R), 7+5*rand(R), 20> translate <-70+N*32, -2, 120+10*N> pigment { color srgb <0.42,0.52,0.36>+N*0.02 } }
  #local N = N + 1;
#end
#local N = 0;
#while (N < 46)
  #local X = -30+74*rand(R); #local Z = 16+34*rand(R); #local S = 2.2+1.8*rand(R);
  union {
    #local Q = 0;
    #while (Q < 110)
      sphere { vnormalize(<rand(R)-0.5, rand(R)*0.8-0.2, rand(R)-0.5>)*S*(0.45+0.35*rand(R)), S*(0.10+0.09*rand(R)) }
      #local Q = Q + 1;
    #end
    pigment { bozo color_map { [0 color srgb <0.22,0.34,0.15>] [1 color srgb <0.45,0.48,0.20>] } scale 0.6 } normal { bozo 1.6 scale 0.18 }
    translate <X, 1.2+rand(R), Z>
  }
  #local N = N + 1;
#end
