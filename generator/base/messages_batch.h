/* messages_batch.h -- the part of the catalogue about sites and batch, for messages.c alone. */
#ifndef BASE_MESSAGES_BATCH_H
#define BASE_MESSAGES_BATCH_H

#include "base/messages.h"

/* Sites and their preview stand before batch. */
#define MSG_BATCH_FIRST MSG_SITE_FOLDER

/* The row of a message from MSG_BATCH_FIRST on. */
const struct message_text *messages_batch(enum message message);

#endif
