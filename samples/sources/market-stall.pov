// Crates of fruit on a market stall in low sun, striped awnings out of focus behind.
#declare RadCount = 30;
#include "common.inc"
#declare R = seed(12);
camera { location <-0.15, 0.84, -1.70> right x*3/2 up y direction z*1.7 look_at <0.10, 0.37, 0.1> }
sky_sphere { pigment { gradient y color_map { [0 color rgb <1.3,1.0,0.7>] [0.5 color rgb <0.6,0.75,0.95>] [1 color rgb <0.3,0.5,0.9>] } } }
light_source { <-7, 6, -2.5> color rgb <3.0, 2.4, 1.6> area_light 0.9*y, 0.9*z, 4, 4 adaptive 1 jitter }
#macro Fruit(Kind, Rad)
  #switch (Kind)
    #case (0) // oranges
      sphere { 0, Rad pigment { color srgb <0.95, 0.52+0.06*rand(R), 0.10> } normal { dents 0.12 scale 0.004 } finish { diffuse 0.8 specular 0.35 roughness 0.03 } }
    #break
    #case (1) // red apples
      union {
        difference { sphere { 0, Rad scale <1,0.92,1> } sphere { <0,Rad*1.22,0>, Rad*0.42 }
          pigment { bozo turbulence 0.4 color_map { [0.25 color srgb <0.80,0.66,0.22>] [0.45 color srgb <0.72,0.16,0.12>] [1 color srgb <0.55,0.07,0.09>] } scale <0.03,0.09,0.03> translate rand(R)*9 } finish { diffuse 0.8 specular 0.6 roughness 0.012 reflection { 0, 0.2 fresnel on } } interior { ior 1.4 } }
        cylinder { <0,Rad*0.7,0>, <0.006,Rad*1.18,0>, 0.0025 pigment { color srgb <0.28,0.18,0.10> } } }
    #break
    #case (2) // lemons
      union { sphere { 0, Rad scale <1.22,0.9,0.9> } sphere { <Rad*1.14,0,0>, Rad*0.22 } 
        pigment { color srgb <0.93,0.79+0.05*rand(R),0.24> } normal { dents 0.12 scale 0.004 } finish { diffuse 0.8 specular 0.35 roughness 0.03 } }
    #break
    #case (3) // green apples
      union {
        difference { sphere { 0, Rad scale <1,0.92,1> } sphere { <0,Rad*1.22,0>, Rad*0.42 }
          pigment { bozo color_map { [0 color srgb <0.62,0.74,0.22>] [1 color srgb <0.50,0.64,0.18>] } scale 0.03 } finish { diffuse 0.8 specular 0.6 roughness 0.012 reflection { 0, 0.2 fresnel on } } interior { ior 1.4 } }
        cylinder { <0,Rad*0.7,0>, <0.006,Rad*1.18,0>, 0.0025 pigment { color srgb <0.28,0.18,0.10> } } }
    #break
    #else // plums
      sphere { 0, Rad*0.92 scale <1,1.1,1> pigment { bozo color_map { [0 color srgb <0.28,0.12,0.26>] [1 color srgb <0.42,0.28,0.44>] } scale 0.03 } finish { diffuse 0.8 specular 0.3 roughness 0.05 } }
  #end
#end
// A crate 0.52 wide, 0.38 deep, heaped with one kind of fruit.
#macro Crate(Kind, Rad)
  union {
    #local I = 0;
    #while (I < 2)
      box { <-0.26, 0.01+I*0.085, -0.19>, <0.26, 0.085+I*0.085, -0.178> }
      box { <-0.26, 0.01+I*0.085, 0.178>, <0.26, 0.085+I*0.085, 0.19> }
      box { <-0.26, 0.01+I*0.085, -0.19>, <-0.248, 0.085+I*0.085, 0.19> }
      box { <0.248, 0.01+I*0.085, -0.19>, <0.26, 0.085+I*0.085, 0.19> }
      #local I = I + 1;
    #end
    box { <-0.25, 0, -0.18>, <0.25, 0.06, 0.18> }
    box { <-0.262, 0, -0.197>, <-0.22, 0.18, -0.188> } box { <0.22, 0, -0.197>, <0.262, 0.18, -0.188> }
    Wood(srgb <0.80,0.64,0.43>, srgb <0.62,0.45,0.27>, 0.05)
  }
  #local Row = 0;
  #while (Row < 3)
    #local Step = Rad*2.02;
    #local Nx = floor((0.47-Row*Step*0.8)/Step); #local Nz = floor((0.35-Row*Step*0.8)/Step);
    #local Zi = 0;
    #while (Zi < Nz)
      #local Xi = 0;
      #while (Xi < Nx)
        object { Fruit(Kind, Rad*(0.90+0.13*rand(R))) rotate <50*rand(R)-25, 360*rand(R), 50*rand(R)-25>
          translate <(Xi-(Nx-1)/2)*Step+0.012*rand(R), 0.115+Row*Rad*1.35, (Zi-(Nz-1)/2)*Step+0.012*rand(R)> }
        #local Xi = Xi + 1;
      #end
      #local Zi = Zi + 1;
    #end
    #local Row = Row + 1;
  #end
#end
#local C = 0;
#while (C < 5)
  union { Crate(mod(C*2+1, 5), 0.040) rotate x*-16 translate <-1.1+C*0.56, 0, -0.12> }
  union { Crate(mod(C*3+0, 5), 0.040) rotate x*-16 translate <-1.22+C*0.56, 0.15, 0.30> }
  #local C = C + 1;
#end
box { <-3, -0.9, -0.36>, <3, -0.08, 0.9> pigment { color srgb <0.20,0.34,0.27> } }
box { <-3, -0.1, -0.40>, <3, -0.06, 0.9> Wood(OakLight*0.7, OakDark*0.7, 0.1) }
// Price cards.
#local C = 0;
#while (C < 4)
  union {
    box { <-0.075,0,0>, <0.075,0.10,0.002> pigment { color srgb <0.12,0.13,0.13> } }
    box { <-0.05,0.060,-0.001>, <0.01,0.066,0> pigment { color srgb 0.9 } }
    box { <-0.05,0.030,-0.001>, <0.045,0.048,0> pigment { color srgb 0.9 } }
    rotate x*12 translate <-0.52+C*0.56, 0.10, -0.335>
  }
  #local C = C + 1;
#end
// Awnings and the far side of the square.
#macro Awning(X, Y, Z, W, Hue)
  #local S = 0;
  #while (S < 10)
    #local Stripe = mod(S,2)*<0.85,0.79,0.67> + (1-mod(S,2))*Hue;
    box { <X+S*W/10, 0, 0>, <X+(S+1)*W/10, 0.02, 1.3> rotate x*-24 translate <0,Y,Z> pigment { color rgb Stripe } }
    box { <X+S*W/10, -0.22, 0>, <X+(S+1)*W/10, 0, 0.01> translate <0,Y,Z> pigment { color rgb Stripe } }
    #local S = S + 1;
  #end
  box { <X, -2, Z+1.2>, <X+W, Y, Z+1.25> pigment { color srgb <0.30,0.22,0.16> } }
  box { <X+0.1, -1.2, Z+0.2>, <X+W-0.1, -0.25, Z+0.9> pigment { color rgb Hue*0.5 } }
  #local S = 0;
  #while (S < 12)
    sphere { <X+0.2+(W-0.4)*S/11, -0.2, Z+0.3>, 0.14 pigment { color BookColours[mod(S*5,12)]*1.6 } }
    sphere { <X+W*S/11, Y-0.3, Z+0.05>, 0.05 pigment { color rgb <1,0.75,0.4> } finish { emission 3 } }
    #local S = S + 1;
  #end
#end
Awning(-3.6, 0.80, 3.2, 3.1, <0.34,0.02,0.015>)
Awning(-0.1, 0.86, 3.8, 3.0, <0.015,0.09,0.075>)
box { <-20, -2, 10>, <20, 3.6, 11> texture { Brick } }
plane { y, -1 pigment { color srgb <0.55,0.50,0.44> } }
