#include "base/beside.h"

#include <stddef.h>

void beside_start(struct beside *beside, void *(*job)(void *context), void *context)
{
    *beside = (struct beside){.job = job, .context = context};
    beside->started = pthread_create(&beside->thread, NULL, job, context) == 0;
}

void beside_join(struct beside *beside)
{
    if (beside->started)
        pthread_join(beside->thread, NULL);
    else
        beside->job(beside->context);
}
