// Package document holds source documents (văn bản nguồn): what a task rests on. The number and symbol is kept as it is
// printed and parsed for searching and sorting only; an odd one is never refused. Documents with a grade of secrecy are:
// the system must not hold state secrets.
package document
