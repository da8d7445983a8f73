// Prints how many times a second the time stamp counter ticks, by which the guest beside it keeps time.
#include <stdio.h>
#include <time.h>
#include <x86intrin.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC_RAW, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(void) {
    double start = now(), end;
    unsigned long long first = __rdtsc();
    while ((end = now()) - start < 0.3) {}
    printf("%.0f\n", (__rdtsc() - first) / (end - start));
    return 0;
}
