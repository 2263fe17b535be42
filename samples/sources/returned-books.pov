// Returned books on an oak counter by a window, the shelves behind out of focus.
#declare RadCount = 40;
#include "common.inc"
#declare R = seed(77);
camera { location <0.62, 0.50, -1.15> right x*3/2 up y direction z*2.15 look_at <0.07, 0.165, 0> focal_point <0.1, 0.2, -0.1> aperture 0.055 blur_samples Samples confidence 0.9 variance 1/4000 }
background { color rgb <0.5,0.42,0.34> }
light_source { <-4, 3.2, -1.5> color rgb <2.9, 2.35, 1.6> area_light 1.2*y, 1.2*z, 4, 4 adaptive 1 jitter }
light_source { <3, 2.5, -3> color rgb <0.22, 0.28, 0.36> shadowless }
// The counter.
object { Round_Box_Union(<-3, -0.06, -0.9>, <3, 0, 0.55>, 0.015) Wood(OakLight*0.72, OakDark*0.72, 0.5) }
// Shelves behind, and one lamp-lit gap.
#macro Shelf(Y)
  object { BookRow(5, 0.34, R) rotate y*90 translate <-2.2, Y, 2.1> }
  box { <-3, Y-0.035, 1.8>, <3, Y, 2.15> Wood(OakLight*0.8, OakDark*0.8, 0.1) }
#end
Shelf(-0.75) Shelf(-0.37) Shelf(0.01) Shelf(0.39) Shelf(0.77) Shelf(1.15)
box { <-4, -2, 2.35>, <4, 3, 2.4> pigment { color OakDark*0.6 } }
// One lying book: spine towards -z, width along x, thickness T.
#macro Book(W, D, T, Col)
  union {
    box { <-W/2+0.004, 0.003, -D/2+0.006>, <W/2-0.004, T-0.003, D/2-0.004>
      pigment { gradient y color_map { [0 color srgb <0.93,0.89,0.79>] [0.5 color srgb <0.86,0.80,0.68>] [1 color srgb <0.93,0.89,0.79>] } scale 0.0022 } }
    union {
      object { Round_Box_Union(<-W/2, 0, -D/2>, <W/2, 0.004, D/2>, 0.0015) }
      object { Round_Box_Union(<-W/2, T-0.004, -D/2>, <W/2, T, D/2>, 0.0015) }
      intersection {
        cylinder { <-W/2, T/2, -D/2+0.012>, <W/2, T/2, -D/2+0.012>, T/2*1.12 }
        box { <-W/2, 0, -D/2-0.02>, <W/2, T, -D/2+0.008> }
      }
      pigment { bozo color_map { [0 color Col] [1 color Col*0.8] } scale 0.01 }
      normal { granite 0.06 scale 0.006 }
      finish { diffuse 0.8 specular 0.2 roughness 0.04 }
    }
    // Gold bands on the spine.
    #local B = -1;
    #while (B < 2)
      intersection {
        cylinder { <B*W*0.38-0.0025, T/2, -D/2+0.012>, <B*W*0.38+0.0025, T/2, -D/2+0.012>, T/2*1.12+0.0006 }
        box { <-W, 0.001, -D/2-0.02>, <W, T-0.001, -D/2+0.006> }
        pigment { color srgb <0.84, 0.66, 0.34> } finish { diffuse 0.5 specular 0.6 roughness 0.02 reflection 0.12 metallic }
      }
      #local B = B + 2;
    #end
    intersection {
      cylinder { <-W*0.16, T/2, -D/2+0.012>, <W*0.16, T/2, -D/2+0.012>, T/2*1.12+0.0005 }
      box { <-W, T*0.28, -D/2-0.02>, <W, T*0.72, -D/2+0.006> }
      pigment { color srgb <0.86, 0.78, 0.60> }
    }
  }
#end
#local H = 0;
#declare Stack = array[7] { srgb <0.16,0.24,0.36>, srgb <0.50,0.15,0.13>, srgb <0.82,0.74,0.58>, srgb <0.17,0.33,0.27>, srgb <0.68,0.42,0.16>, srgb <0.14,0.15,0.20>, srgb <0.58,0.25,0.16> };
#local I = 0;
#while (I < 7)
  #local T = 0.030+0.028*rand(R);
  object { Book(0.27-0.008*I+0.02*rand(R), 0.19, T, Stack[I]) rotate y*(18*rand(R)-14) translate <0.01*rand(R), H, 0> }
  #local H = H + T;
  #local I = I + 1;
#end
// A second, lower pile, and one left open face down on top of the first.
#local H = 0; #local I = 0;
#while (I < 3)
  #local T = 0.028+0.024*rand(R);
  object { Book(0.25, 0.18, T, BookColours[3+I*2]*1.2) rotate y*(30*rand(R)-45) translate <0.46, H, 0.14> }
  #local H = H + T; #local I = I + 1;
#end
object { Book(0.22, 0.15, 0.03, srgb <0.20,0.38,0.42>) rotate y*62 translate <-0.36, 0, -0.12> }
