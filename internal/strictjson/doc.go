// Package strictjson reads exact JSON: a text that means one thing to every reader. encoding/json alone takes the last of
// keys that stand twice, matches keys in any case, mends text that is not UTF-8 and nests as deep as the text goes; what
// one program has checked another would then read differently.
//
// It knows neither our errors nor our fields: a Fault carries a code and a path, which its users put into words.
package strictjson
