package sheet

import "congvu/internal/errs"

// Faults of a whole file. Each has one sentence that says what to do; none carries what the file holds but the names of
// its sheets and columns.
var (
	ErrEmpty    = errs.New(errs.Invalid, "sheet.empty", "the file holds no row")
	ErrTooLarge = errs.New(errs.TooLarge, "sheet.too_large", "the file is larger than 10 MB")
	ErrUnpacked = errs.New(errs.Invalid, "sheet.unpacked", "the workbook is larger than 200 MB when unpacked")
	ErrNotSheet = errs.New(errs.Invalid, "sheet.not_sheet", "neither XLSX nor CSV")
	ErrOldExcel = errs.New(errs.Invalid, "sheet.old_excel", "a workbook of Excel 97-2003, or one with a password")
	ErrOther    = errs.New(errs.Invalid, "sheet.other", "an archive that is no XLSX workbook")
	ErrBroken   = errs.New(errs.Invalid, "sheet.broken", "the workbook is damaged")
	ErrEncoding = errs.New(errs.Invalid, "sheet.encoding", "the text is not UTF-8 or UTF-16")
	ErrNoSheet  = errs.New(errs.Invalid, "sheet.no_sheet", "the workbook has no sheet of that name")
	ErrQuote    = errs.New(errs.Invalid, "sheet.quote", "a quoted cell is not closed")
	ErrHeader   = errs.New(errs.Invalid, "sheet.header", "no row with the names of the columns")
	ErrMissing  = errs.New(errs.Invalid, "sheet.missing", "a column is missing")
	ErrTwice    = errs.New(errs.Invalid, "sheet.twice", "a column stands twice")
	ErrRows     = errs.New(errs.Invalid, "sheet.rows", "too many rows")
	ErrColumns  = errs.New(errs.Invalid, "sheet.columns", "too many columns")
	ErrNoRows   = errs.New(errs.Invalid, "sheet.no_rows", "no row below the names of the columns")
)
