/* self_check_form.h -- what is filled in on the page of the self-check. */
#ifndef SITE_SELF_CHECK_FORM_H
#define SITE_SELF_CHECK_FORM_H

#include "site/page.h"

/* One group of radio buttons a question, named "answer-7", and a line for the reason of one that
 * does not apply, "reason-7"; ids are "page-item-7" and "page-reason-7". */
void self_check_form_questions(const struct site *site, struct buffer *out);

/* What a client file needs besides the answers; a field's name is its key in the file. */
void self_check_form_firm(struct buffer *out);

#endif
