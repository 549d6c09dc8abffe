// Package catalogue holds the agency's products with their coefficients (danh mục sản phẩm, công việc): what one piece of
// work is worth. A product has versions; one of them at most is approved, and a task keeps a copy of the version it was
// given under, so that a new version never changes work already given.
package catalogue
