// Package org keeps the tree of units of an installation (cơ quan, đơn vị): one agency at the root, its departments,
// divisions, centres, districts and partners below.
//
// A unit's path, itself and its ancestors, decides who sees a record: a record carries a token for every unit of the
// path (DESIGN.md, idea 1). Units are therefore made, renamed and ended; a move would have to rewrite the tokens of all
// open records and is refused.
package org
