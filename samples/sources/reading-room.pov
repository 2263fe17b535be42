// The restored reading room: oak desks between two tiers of shelves under a glass barrel vault.
#include "common.inc"
#declare R = seed(20);
camera { location <0.55, 2.15, -1.2> right x*3/2 up y direction z*1.05 look_at <0.05, 3.0, 13> }
sky_sphere { pigment { gradient y color_map { [0 color rgb <1.5,1.45,1.4>] [0.35 color rgb <0.85,1.1,1.45>] [1 color rgb <0.38,0.66,1.15>] } }
}
light_source { <60, 95, 40> color rgb <3.4, 2.75, 1.9> area_light 4*x, 4*z, 3, 3 adaptive 1 jitter }
#declare Cream = texture { pigment { color srgb <0.93, 0.89, 0.80> } };
#declare Iron = texture { pigment { color srgb <0.88, 0.90, 0.87> } finish { diffuse 0.8 specular 0.3 roughness 0.05 } };
#declare Green = texture { pigment { color srgb <0.13, 0.26, 0.21> } finish { diffuse 0.8 specular 0.3 roughness 0.04 } };
#declare Brass = texture { pigment { color srgb <0.78, 0.58, 0.27> } finish { diffuse 0.4 specular 0.7 roughness 0.02 reflection 0.25 metallic } };
#declare L = 26;
// Floor: parquet with a runner along the aisle.
plane { y, 0
  texture {
    pigment { checker
      pigment { bozo color_map { [0.2 color srgb <0.60,0.40,0.23>] [0.8 color srgb <0.52,0.33,0.18>] } scale <0.5,1,0.05> }
      pigment { bozo color_map { [0.2 color srgb <0.55,0.36,0.20>] [0.8 color srgb <0.46,0.29,0.16>] } scale <0.05,1,0.5> }
      scale 0.32 rotate y*45 }
    normal { bozo 0.02 scale 0.1 }
    finish { diffuse 0.75 specular 0.3 roughness 0.02 reflection { 0.03, 0.35 fresnel on } conserve_energy }
  } interior { ior 1.5 } }
box { <-0.62, 0, -3>, <0.62, 0.012, L-1.2> pigment { color srgb <0.36, 0.10, 0.10> } }
box { <-0.54, 0, -3>, <-0.50, 0.0125, L-1.2> pigment { color srgb <0.80, 0.66, 0.40> } }
box { <0.50, 0, -3>, <0.54, 0.0125, L-1.2> pigment { color srgb <0.80, 0.66, 0.40> } }
// One side of the room, built facing +x with its lower shelves at x = 0.
#macro Tier(Levels, Pitch)
  union {
    #local Z = -2;
    #while (Z < L)
      box { <-0.3, 0, Z-0.05>, <0.06, Levels*Pitch+0.15, Z+0.05> Wood(OakLight*0.8, OakDark*0.8, 0.2) }
      #local I = 0;
      #while (I < Levels)
        object { BookRow(1.88, Pitch, R) translate <0, 0.14+I*Pitch, Z+0.06> }
        #local I = I + 1;
      #end
      #local Z = Z + 2;
    #end
    #local I = 0;
    #while (I <= Levels)
      box { <-0.3, 0.10+I*Pitch, -2>, <0.03, 0.135+I*Pitch, L> Wood(OakLight*0.8, OakDark*0.8, 0.2) }
      #local I = I + 1;
    #end
    box { <-0.32, 0, -2>, <-0.25, Levels*Pitch+0.2, L> Wood(OakDark*0.6, OakDark*0.4, 0.1) }
    box { <-0.3, Levels*Pitch+0.1, -2>, <0.12, Levels*Pitch+0.26, L> Wood(OakLight*0.8, OakDark*0.8, 0.2) }
    box { <-0.3, 0, -2>, <0.08, 0.1, L> Wood(OakDark*0.7, OakDark*0.5, 0.1) }
  }
#end
#macro Side()
  union {
    object { Tier(8, 0.36) }
    // The gallery: floor, rail, balusters.
    box { <-1.3, 3.10, -2>, <0.35, 3.26, L> texture { Iron } }
    box { <0.27, 4.18, -2>, <0.35, 4.25, L> Wood(OakLight, OakDark, 0.3) }
    #local Z = -1.9;
    #while (Z < L)
      cylinder { <0.31, 3.2, Z>, <0.31, 4.2, Z>, 0.014 texture { Green } }
      #local Z = Z + 0.16;
    #end
    object { Tier(6, 0.36) translate <-1.0, 3.26, 0> }
    // Columns that carry the vault.
    #local Z = 0;
    #while (Z < L+1)
      cylinder { <0.3, 0, Z>, <0.3, 6.4, Z>, 0.075 texture { Green } }
      cylinder { <0.3, 0, Z>, <0.3, 0.35, Z>, 0.13 texture { Green } }
      cone { <0.3, 6.0, Z>, 0.075, <0.3, 6.4, Z>, 0.24 texture { Green } }
      torus { 0.09, 0.03 translate <0.3, 5.98, Z> texture { Brass } }
      #local Z = Z + 4;
    #end
    box { <-1.4, 5.75, -2>, <-0.9, 6.45, L> texture { Cream } }
    box { <-1.4, 6.4, -2>, <0.5, 6.62, L> texture { Cream } }
    box { <0.3, 6.62, -2>, <0.62, 6.72, L> texture { Cream } }
    box { <-1.6, 0, -2>, <-1.4, 6.6, L> texture { Cream } }
  }
#end
object { Side() translate -5.2*x }
object { Side() scale <-1,1,1> translate 5.2*x }
// The vault.
#local Z = -2;
#while (Z < L+1)
  intersection { torus { 4.7, 0.075 rotate x*90 translate <0, 6.6, Z> } plane { -y, -6.6 } texture { Iron } }
  #local Z = Z + 2;
#end
#local A = 12;
#while (A < 170)
  cylinder { <4.7*cos(radians(A)), 6.6+4.7*sin(radians(A)), -2>, <4.7*cos(radians(A)), 6.6+4.7*sin(radians(A)), L>, 0.035 texture { Iron } }
  #local A = A + 12;
#end
cylinder { <0, 11.3, -2>, <0, 11.3, L>, 0.10 texture { Iron } }
// The end wall: a great arched window above a doorcase and a clock.
difference {
  union { box { <-7, 0, L>, <7, 6.6, L+0.4> } cylinder { <0, 6.6, L>, <0, 6.6, L+0.4>, 4.85 } }
  intersection { cylinder { <0, 6.6, L-1>, <0, 6.6, L+1>, 4.3 } box { <-5, 6.6, L-2>, <5, 12, L+2> } }
  box { <-2.0, 3.4, L-1>, <2.0, 6.65, L+1> }
  texture { Cream }
}
#local A = 0;
#while (A < 180)
  cylinder { <0, 6.6, L+0.1>, <4.3*cos(radians(A)), 6.6+4.3*sin(radians(A)), L+0.1>, 0.05 texture { Iron } }
  #local A = A + 20;
#end
intersection { torus { 2.2, 0.05 rotate x*90 translate <0, 6.6, L+0.1> } plane { -y, -6.6 } texture { Iron } }
box { <-4.4, 6.4, L-0.15>, <4.4, 6.75, L+0.2> texture { Cream } }
#local X = -2;
#while (X <= 2) cylinder { <X, 3.4, L+0.1>, <X, 6.6, L+0.1>, 0.05 texture { Iron } } #local X = X + 1; #end
cylinder { <-2, 5, L+0.1>, <2, 5, L+0.1>, 0.05 texture { Iron } }
box { <-1.5, 0, L-0.25>, <1.5, 3.2, L> Wood(OakLight, OakDark, 0.2) }
box { <-1.1, 0, L-0.3>, <-0.04, 2.7, L> Wood(OakDark, OakDark*0.6, 0.2) }
box { <0.04, 0, L-0.3>, <1.1, 2.7, L> Wood(OakDark, OakDark*0.6, 0.2) }
cylinder { <0, 6.6, L-0.35>, <0, 6.6, L-0.1>, 0.75 texture { Brass } }
cylinder { <0, 6.6, L-0.37>, <0, 6.6, L-0.1>, 0.66 pigment { color srgb <0.96, 0.94, 0.86> } }
box { <-0.025, 0, -0.39>, <0.025, 0.55, -0.375> rotate z*-300 translate <0,6.6,L> pigment { color srgb 0.08 } }
box { <-0.03, 0, -0.39>, <0.03, 0.38, -0.375> rotate z*-10 translate <0,6.6,L> pigment { color srgb 0.08 } }
// Desks.
#macro Lamp()
  union {
    cylinder { 0, 0.02*y, 0.09 texture { Brass } }
    cylinder { 0, 0.40*y, 0.012 texture { Brass } }
    difference {
      cylinder { <0,0.36,-0.17>, <0,0.36,0.17>, 0.10 }
      cylinder { <0,0.36,-0.165>, <0,0.36,0.165>, 0.092 }
      box { <-1,0,-1>, <1,0.36,1> }
      pigment { color srgb <0.10, 0.42, 0.27> } finish { diffuse 0.6 emission 0.25 specular 0.8 roughness 0.01 reflection 0.06 }
    }
    cylinder { <0,0.37,-0.11>, <0,0.37,0.11>, 0.03 pigment { color rgb <1,0.75,0.42> } finish { emission 7 diffuse 0 } no_shadow }
  }
#end
#macro Chair()
  union {
    Round_Box_Union(<-0.23,0.44,-0.22>, <0.23,0.49,0.22>, 0.02)
    #local S = -1;
    #while (S < 2)
      cylinder { <-0.2,0,S*0.19>, <-0.2,0.45,S*0.19>, 0.02 }
      cylinder { <0.2,0,S*0.19>, <0.25,0.98,S*0.19>, 0.02 }
      #local S = S + 2;
    #end
    #local S = -2;
    #while (S < 3) cylinder { <0.21,0.5,S*0.07>, <0.245,0.92,S*0.07>, 0.010 } #local S = S + 1; #end
    Round_Box_Union(<0.22,0.88,-0.24>, <0.27,1.0,0.24>, 0.02)
    Wood(OakLight*0.75, OakDark*0.75, 0.3)
  }
#end
#macro OpenBook()
  union {
    intersection { cylinder { <0.08,-0.06,-0.13>, <0.08,-0.06,0.13>, 0.105 } box { <0,0,-0.13>, <0.18,0.2,0.13> } }
    intersection { cylinder { <-0.08,-0.06,-0.13>, <-0.08,-0.06,0.13>, 0.105 } box { <-0.18,0,-0.13>, <0,0.2,0.13> } }
    pigment { color srgb <0.95,0.92,0.85> }
  }
#end
#macro Desk()
  union {
    object { Round_Box_Union(<-0.65,0.72,-1.35>, <0.65,0.78,1.35>, 0.02) Wood(OakLight, OakDark, 0.5) }
    box { <-0.55,0.6,-1.25>, <0.55,0.72,1.25> Wood(OakLight*0.85, OakDark*0.85, 0.2) }
    box { <-0.5,0,-1.2>, <0.5,0.72,-1.12> Wood(OakLight*0.8, OakDark*0.8, 0.2) }
    box { <-0.5,0,1.12>, <0.5,0.72,1.2> Wood(OakLight*0.8, OakDark*0.8, 0.2) }
    object { Lamp() translate <0,0.78,-0.65> }
    object { Lamp() translate <0,0.78,0.65> }
    object { OpenBook() rotate y*(70+40*rand(R)) translate <0.36*(rand(R)<0.5?-1:1),0.78,-0.6+0.3*rand(R)> }
    #local N = 0; #local H = 0.78;
    #while (N < 2+4*rand(R))
      #local T = 0.03+0.03*rand(R);
      box { <-0.11,0,-0.15>, <0.11,T,0.15> rotate y*(30*rand(R)) translate <0.38,H,0.75> pigment { color BookColours[floor(rand(R)*11.99)]*1.2 } }
      #local H = H + T; #local N = N + 1;
    #end
    object { Chair() rotate y*(rand(R)*16-8) translate <0.92,0,-0.6> }
    object { Chair() rotate y*(rand(R)*16-8) translate <0.95,0,0.6> }
    object { Chair() rotate y*(180+rand(R)*16-8) translate <-0.92,0,-0.6> }
    object { Chair() rotate y*(180+rand(R)*16-8) translate <-0.98,0,0.6> }
  }
#end
#local Z = 3.6;
#while (Z < 23)
  object { Desk() translate <-2.6,0,Z> }
  object { Desk() translate <2.6,0,Z> }
  #local Z = Z + 3.9;
#end
