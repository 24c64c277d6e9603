#include "batch/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

/* The manifest's clients and behind them the `count` of `more`. */
static void append(struct arena *a, struct manifest *manifest, const struct manifest_client *more,
                   size_t count)
{
    size_t before = manifest->client_count;
    struct manifest_client *all = arena_array(a, before + count, sizeof *all);
    if (before > 0)
        memcpy(all, manifest->clients, before * sizeof *all);
    if (count > 0)
        memcpy(all + before, more, count * sizeof *all);
    manifest->clients = all;
    manifest->client_count = before + count;
}

bool journal_replay(struct arena *a, const char *path, struct manifest *manifest)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    struct arena *scratch = arena_new();
    struct manifest_client *read = NULL;
    size_t count = 0;
    char *line = NULL;
    size_t room = 0;
    for (ssize_t size = getline(&line, &room, file); size > 0; size = getline(&line, &room, file)) {
        const struct manifest_client *client =
            manifest_read_client(a, (struct text){line, (size_t)size});
        if (client)
            *(struct manifest_client *)arena_push(scratch, &read, &count, sizeof *read) = *client;
    }
    append(a, manifest, read, count);
    arena_free(scratch);
    free(line);
    fclose(file);
    return true;
}

int journal_open(const char *path)
{
    int journal = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (journal < 0)
        return -1;
    /* Behind a line that a kill cut short the next one must not begin on it. */
    char last = '\n';
    off_t size = lseek(journal, 0, SEEK_END);
    if (size > 0 && pread(journal, &last, 1, size - 1) == 1 && last != '\n' &&
        write(journal, "\n", 1) != 1) {
        int error = errno;
        close(journal);
        errno = error;
        return -1;
    }
    return journal;
}

int journal_add(int journal, const struct manifest_client *client)
{
    struct buffer line = {0};
    manifest_write_client(client, &line);
    buffer_byte(&line, '\n');
    size_t done = 0;
    int error = 0;
    while (done < line.size && error == 0) {
        ssize_t count = write(journal, line.ptr + done, line.size - done);
        if (count >= 0)
            done += (size_t)count;
        else if (errno != EINTR)
            error = errno;
    }
    buffer_free(&line);
    return error;
}
