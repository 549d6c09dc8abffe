// Package local runs a MongoDB server of our own on a data folder, so that trying the program or running one small
// office needs nothing installed or configured (MONGOD.md).
//
// The server listens on 127.0.0.1 only, with authentication on and compression off; it is a replica set of one member,
// for transactions and change streams need one. Its folder holds:
//
//	lock       held while a Server runs on the folder
//	keyfile    what makes MongoDB ask for a password, 0600
//	password   of the user "congvu", made up at the first start, 0600
//	port       where it listened last: the set's configuration names it
//	mongod.log what the server says
//	db/        its data
package local
