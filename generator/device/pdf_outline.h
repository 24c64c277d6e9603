/* pdf_outline.h -- bookmarks (ISO 32000-1, 12.3.3). */
#ifndef DEVICE_PDF_OUTLINE_H
#define DEVICE_PDF_OUTLINE_H

#include "layout/pages.h"

struct arena;
struct pdf_file;
struct pdf_sheet;

/* Writes the bookmarks of `pages`, first level visible, the rest folded; adds the catalogue's
 * entry. A level may be skipped: a bookmark belongs to the nearest one before it of lower level. */
void pdf_outline_write(struct arena *scratch, const struct pages *pages,
                       struct pdf_sheet *const *sheets, struct pdf_file *file);

#endif
