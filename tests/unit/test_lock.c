/* One batch at a time; a lock lives exactly as long as somebody holds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/lock.h"

struct fixture {
    char folder[40];
    char path[60];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/test_lock.XXXXXX");
    *state = f;
    if (!mkdtemp(f->folder))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/lock", f->folder);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    rmdir(f->folder);
    free(f);
    return 0;
}

static int take(struct fixture *f, enum lock_kind kind)
{
    long holder = -1;
    int lock = lock_take(f->path, kind, &holder);
    assert_int_equal(holder, 0);
    assert_true(lock >= 0);
    return lock;
}

/* *holder is who is said to have it. */
static void expect_taken(struct fixture *f, enum lock_kind kind, long *holder)
{
    assert_int_equal(lock_take(f->path, kind, holder), -1);
    assert_int_equal(errno, EWOULDBLOCK);
}

static void the_second_is_told_who_has_it(void **state)
{
    struct fixture *f = *state;
    long holder;
    int lock = take(f, LOCK_ALONE);
    expect_taken(f, LOCK_ALONE, &holder);
    assert_int_equal(holder, getpid());
    close(lock);
    close(take(f, LOCK_ALONE));
}

static void shards_are_beside_each_other_and_beside_nothing_else(void **state)
{
    struct fixture *f = *state;
    long holder;
    int one = take(f, LOCK_SHARED);
    int other = take(f, LOCK_SHARED);
    close(one);
    expect_taken(f, LOCK_ALONE, &holder);
    close(other);
    one = take(f, LOCK_ALONE);
    expect_taken(f, LOCK_SHARED, &holder);
    close(one);
    close(take(f, LOCK_ALONE));
}

/* A process that takes the lock, forks a child that waits, and waits itself. */
static pid_t hold_with_worker(struct fixture *f, pid_t *worker)
{
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t process = fork();
    if (process == 0) {
        long holder;
        if (lock_take(f->path, LOCK_ALONE, &holder) < 0)
            _exit(1);
        pid_t child = fork();
        if (child != 0 && write(pipes[1], &child, sizeof child) != sizeof child)
            _exit(1);
        for (;;)
            pause();
    }
    assert_int_equal(read(pipes[0], worker, sizeof *worker), sizeof *worker);
    close(pipes[0]);
    close(pipes[1]);
    return process;
}

static void a_killed_holder_has_it_until_its_last_worker_is_gone(void **state)
{
    struct fixture *f = *state;
    pid_t worker = 0;
    long holder;
    pid_t process = hold_with_worker(f, &worker);
    expect_taken(f, LOCK_ALONE, &holder);
    assert_int_equal(holder, process);
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
    expect_taken(f, LOCK_ALONE, &holder);
    kill(worker, SIGKILL);
    close(take(f, LOCK_ALONE)); /* waits a moment for the end of the worker */
}

static void a_file_that_was_left_over_locks_nothing(void **state)
{
    struct fixture *f = *state;
    FILE *file = fopen(f->path, "w");
    assert_non_null(file);
    fputs("1\n", file); /* a process that lives, and has nothing to do with it */
    fclose(file);
    close(take(f, LOCK_ALONE));
}

static void nonsense_in_the_file_is_nobody(void **state)
{
    struct fixture *f = *state;
    long holder;
    int lock = take(f, LOCK_ALONE);
    static const char *const NONSENSE[] = {"x", "99999999999999999999999999999999"};
    for (size_t i = 0; i < sizeof NONSENSE / sizeof *NONSENSE; i++) {
        assert_int_equal(ftruncate(lock, 0), 0);
        assert_int_equal(pwrite(lock, NONSENSE[i], strlen(NONSENSE[i]), 0), strlen(NONSENSE[i]));
        expect_taken(f, LOCK_ALONE, &holder);
        assert_true(holder == 0 || i == 1);
    }
    close(lock);
}

static void the_file_is_for_the_owner_alone(void **state)
{
    struct fixture *f = *state;
    struct stat status;
    close(take(f, LOCK_ALONE));
    assert_int_equal(stat(f->path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
}

static void a_link_is_not_followed(void **state)
{
    struct fixture *f = *state;
    long holder;
    char target[80];
    snprintf(target, sizeof target, "%s/other", f->folder);
    assert_int_equal(symlink(target, f->path), 0);
    assert_int_equal(lock_take(f->path, LOCK_ALONE, &holder), -1);
    assert_int_equal(errno, ELOOP);
    assert_int_equal(access(target, F_OK), -1);
}

static void a_place_that_cannot_be_written_is_told(void **state)
{
    struct fixture *f = *state;
    long holder;
    assert_int_equal(lock_take(f->folder, LOCK_ALONE, &holder), -1);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(lock_take("/nowhere/lock", LOCK_ALONE, &holder), -1);
    assert_int_equal(errno, ENOENT);
}

static void a_program_started_by_the_holder_does_not_inherit_it(void **state)
{
    struct fixture *f = *state;
    int lock = take(f, LOCK_ALONE);
    assert_true(fcntl(lock, F_GETFD) & FD_CLOEXEC);
    close(lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_second_is_told_who_has_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shards_are_beside_each_other_and_beside_nothing_else,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_killed_holder_has_it_until_its_last_worker_is_gone,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_was_left_over_locks_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nonsense_in_the_file_is_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_file_is_for_the_owner_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_is_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_place_that_cannot_be_written_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_program_started_by_the_holder_does_not_inherit_it, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
