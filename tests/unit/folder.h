/* folder.h -- a folder of its own for a test, gone with all in it afterwards. */
#ifndef UNIT_FOLDER_H
#define UNIT_FOLDER_H

#include <stdbool.h>

enum { FOLDER_PATH_SIZE = 40 };

/* Makes a folder with `name` in its own; its path goes to `path`. False when there is none. */
bool folder_make(char path[FOLDER_PATH_SIZE], const char *name);

/* Removes it with all that is in it; links are not followed. */
void folder_remove(const char *path);

#endif
