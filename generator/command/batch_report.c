/* batch_report.c -- what a batch says: failures with their diagnostics, warnings, the summary. */
#include "command/batch.h"

#include <stdio.h>

#include "base/json.h"

enum { WARNED_MOST = 20 /* clients whose warnings are printed */ };

static void print_notes(const struct manifest_client *client)
{
    for (size_t i = 0; i < client->note_count; i++)
        fwrite(client->notes[i].text.ptr, 1, client->notes[i].text.size, stderr);
}

static void print_failures(const struct batch *batch)
{
    bool japanese = batch->options->language == LANGUAGE_JA;
    size_t number = 0;
    for (size_t i = 0; i < batch->client_count; i++) {
        const struct manifest_client *client = &batch->clients[i].record;
        if (client->state != CLIENT_FAILED)
            continue;
        number++;
        fprintf(stderr, japanese ? "── 失敗 %zu/%zu: %.*s\n" : "── failed %zu/%zu: %.*s\n", number,
                batch->failed, (int)client->file.size, client->file.ptr);
        print_notes(client);
    }
}

static void print_warnings(const struct batch *batch)
{
    bool japanese = batch->options->language == LANGUAGE_JA;
    size_t warned = 0;
    for (size_t i = 0; i < batch->client_count; i++) {
        const struct manifest_client *client = &batch->clients[i].record;
        if (client->state == CLIENT_FAILED || client->note_count == 0)
            continue;
        if (warned++ < WARNED_MOST)
            print_notes(client);
    }
    if (warned > WARNED_MOST)
        fprintf(stderr,
                japanese ? "ほかに注意のあるお客様 %zu社（%s にあります）\n"
                         : "%zu more clients with warnings (see %s)\n",
                warned - WARNED_MOST, batch->manifest_path.ptr);
}

/* Ids of clients whose file is gone, at most ten. */
static void print_removed(const struct batch *batch)
{
    bool japanese = batch->options->language == LANGUAGE_JA;
    if (batch->removed == 0)
        return;
    fprintf(stderr,
            japanese
                ? "ファイルがなくなったお客様 %zu社の文書が残っています（--prune で消します）\n"
                : "documents of %zu clients whose file is gone are still there (--prune "
                  "removes them)\n",
            batch->removed);
}

static void print_summary(const struct batch *batch)
{
    bool japanese = batch->options->language == LANGUAGE_JA;
    int64_t elapsed = progress_elapsed(&batch->progress);
    double seconds = (double)elapsed / 1000;
    printf(japanese ? "お客様 %zu社：作成 %zu・変更なし %zu・失敗 %zu"
                    : "%zu clients: %zu made, %zu unchanged, %zu failed",
           batch->client_count, batch->made, batch->unchanged, batch->failed);
    printf(japanese ? "（%.1f秒" : " (%.1f s", seconds);
    if (batch->made > 0 && elapsed > 0)
        printf(japanese ? "、ファイル %zu個、毎秒 %.1f個" : ", %zu files, %.1f a second",
               batch->files, (double)batch->files / seconds);
    printf(japanese ? "）\n" : ")\n");
    if (batch->pruned > 0)
        printf(japanese ? "消したファイル %zu個\n" : "%zu files removed\n", batch->pruned);
    if (batch->older > 0)
        printf(japanese ? "今回指定しなかった古いファイル %zu個（--document all --format all "
                          "で新しくなります）\n"
                        : "%zu older files that were not asked for (--document all --format all "
                          "renews them)\n",
               batch->older);
    printf(japanese ? "記録: %s\n" : "record: %s\n", batch->manifest_path.ptr);
}

static void print_cut_short(const struct batch *batch)
{
    bool japanese = batch->options->language == LANGUAGE_JA;
    fprintf(stderr,
            japanese
                ? "mamorigami: 途中で終わりました。%zu社のうち %zu社が済んでいます。"
                  "もう一度実行すると、残りから続けます\n"
                : "mamorigami: not finished: %zu clients, %zu of them done; run again to go on\n",
            batch->job_count, batch->progress.done);
}

static void report_json(const struct batch *batch, enum exit_code code)
{
    struct buffer line = {0};
    struct json j = json_new(&line);
    json_object_begin(&j);
    j.flat = true;
    const struct {
        const char *key;
        size_t value;
    } COUNTS[] = {{"clients", batch->client_count}, {"made", batch->made},
                  {"unchanged", batch->unchanged},  {"failed", batch->failed},
                  {"removed", batch->removed},      {"files", batch->files},
                  {"older", batch->older},          {"pruned", batch->pruned}};
    json_key(&j, text_of("event"));
    json_text(&j, text_of(batch->cut_short ? "cut short" : "end"));
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
        json_key(&j, text_of(COUNTS[i].key));
        json_int(&j, (int64_t)COUNTS[i].value);
    }
    json_key(&j, text_of("seconds"));
    json_milli(&j, progress_elapsed(&batch->progress));
    json_key(&j, text_of("exit"));
    json_int(&j, code);
    json_key(&j, text_of("manifest"));
    json_text(&j, batch->manifest_path);
    json_object_end(&j);
    fwrite(line.ptr, 1, line.size, stdout);
    buffer_free(&line);
}

void batch_report_client(const struct batch *batch, const struct manifest_client *client)
{
    struct buffer line = {0};
    buffer_printf(&line, "{\"event\": \"client\", \"done\": %zu, \"of\": %zu, \"client\": ",
                  batch->progress.done, batch->job_count);
    manifest_write_client(client, &line);
    buffer_puts(&line, "}\n");
    fwrite(line.ptr, 1, line.size, stdout);
    fflush(stdout);
    buffer_free(&line);
}

void batch_report(const struct batch *batch, enum exit_code code)
{
    if (batch->options->batch.json) {
        report_json(batch, code);
        return;
    }
    print_failures(batch);
    print_warnings(batch);
    if (batch->cut_short) {
        print_cut_short(batch);
        return;
    }
    print_removed(batch);
    print_summary(batch);
}
