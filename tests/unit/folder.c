#include "folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

bool folder_make(char path[FOLDER_PATH_SIZE], const char *name)
{
    int size = snprintf(path, FOLDER_PATH_SIZE, "/tmp/mamorigami-%s.XXXXXX", name);
    return size < FOLDER_PATH_SIZE && mkdtemp(path) != NULL;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

void folder_remove(const char *path)
{
    enum { OPEN_AT_ONCE = 8 };
    nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}
