#define _GNU_SOURCE
#include "parking.h"

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const uint32_t wants = clinux_PARKING_PAUSE | clinux_PARKING_STOP;

// Read in a signal handler, so never allocated late as the thread variables of a shared library may be.
static __thread struct clinux_parking *volatile own __attribute__((tls_model("initial-exec")));

// Away from SIGRTMIN, which other libraries tend to take.
static int parking_signal(void) { return SIGRTMAX - 3; }

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static void wait_while(uint32_t *state, uint32_t value, const int64_t *deadline) {
    struct timespec time;
    if (deadline) time = (struct timespec){*deadline / 1000000000, *deadline % 1000000000};
    // Unlike FUTEX_WAIT, the time is a moment: futex(2).
    syscall(SYS_futex, state, FUTEX_WAIT_BITSET_PRIVATE, value, deadline ? &time : NULL, NULL, FUTEX_BITSET_MATCH_ANY);
}

static void wake(uint32_t *state) { syscall(SYS_futex, state, FUTEX_WAKE_PRIVATE, 0x7fffffff); }

static int64_t load(const int64_t *value) { return __atomic_load_n(value, __ATOMIC_ACQUIRE); }
static void add(int64_t *value, int64_t more) { __atomic_store_n(value, *value + more, __ATOMIC_RELEASE); }

// Stands still for as long as that is wanted. Leaving is one step with seeing that nobody wants it any more, so who asks and sees
// the thread parked knows that it stays.
static void park(struct clinux_parking *parking) {
    uint32_t state = __atomic_load_n(&parking->state, __ATOMIC_ACQUIRE);
    do {
        if (!(state & wants)) return;
    } while (!__atomic_compare_exchange_n(
        &parking->state, &state, state | clinux_PARKING_PARKED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
    int64_t start = now(), deadline = start + parking->stop_nanoseconds;
    __atomic_store_n(&parking->since, start, __ATOMIC_RELEASE);
    wake(&parking->state);

    uint32_t reasons = 0;
    for (;;) {
        state = __atomic_load_n(&parking->state, __ATOMIC_ACQUIRE);
        reasons |= state;
        if (state & clinux_PARKING_PAUSE) {
            wait_while(&parking->state, state, NULL);
        } else if (state & clinux_PARKING_STOP) {
            if (now() < deadline) {
                wait_while(&parking->state, state, &deadline);
            } else {
                __atomic_and_fetch(&parking->state, ~clinux_PARKING_STOP, __ATOMIC_ACQ_REL);
            }
        } else {
            // Counted before it goes on, so that its own time never runs ahead.
            int64_t time = now() - start;
            __atomic_store_n(&parking->since, 0, __ATOMIC_RELEASE);
            if (reasons & clinux_PARKING_PAUSE) {
                add(&parking->paused, time);
            } else {
                add(&parking->stopped, time);
                __atomic_add_fetch(&parking->stops, 1, __ATOMIC_RELEASE);
                if (time > parking->longest_stop) __atomic_store_n(&parking->longest_stop, time, __ATOMIC_RELEASE);
            }
            if (__atomic_compare_exchange_n(
                    &parking->state, &state, state & ~clinux_PARKING_PARKED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
                return;
            }
            start = now();
            deadline = start + parking->stop_nanoseconds;
            __atomic_store_n(&parking->since, start, __ATOMIC_RELEASE);
            reasons = 0;
        }
    }
}

static void handle(int signal) {
    (void)signal;
    struct clinux_parking *parking = own;
    if (!parking) return;
    int number = errno;
    park(parking);
    errno = number;
}

int clinux_parking_install(void) {
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    return sigaction(parking_signal(), &action, NULL);
}

static void mask(int how) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, parking_signal());
    pthread_sigmask(how, &set, NULL);
}

void clinux_parking_hold(void) { mask(SIG_BLOCK); }
void clinux_parking_admit(void) { mask(SIG_UNBLOCK); }

void clinux_parking_enter(struct clinux_parking *parking) {
    own = parking;
    // A request made before this thread could be signalled is found here, a later one by the handler.
    clinux_parking_admit();
    park(parking);
}

int clinux_parking_want(struct clinux_parking *parking, unsigned long thread, uint32_t bits) {
    uint32_t before = __atomic_fetch_or(&parking->state, bits, __ATOMIC_ACQ_REL);
    wake(&parking->state);
    return before & clinux_PARKING_PARKED ? 0 : pthread_kill(thread, parking_signal());
}

void clinux_parking_unwant(struct clinux_parking *parking, uint32_t bits) {
    __atomic_and_fetch(&parking->state, ~bits, __ATOMIC_ACQ_REL);
    wake(&parking->state);
}

int clinux_parking_wait(struct clinux_parking *parking, int64_t deadline) {
    for (;;) {
        uint32_t state = __atomic_load_n(&parking->state, __ATOMIC_ACQUIRE);
        if (state & clinux_PARKING_PARKED) return 1;
        if (now() >= deadline) return 0;
        wait_while(&parking->state, state, &deadline);
    }
}

void clinux_parking_sleep(struct clinux_parking *parking, int64_t deadline) { wait_while(&parking->state, 0, &deadline); }

uint32_t clinux_parking_state(const struct clinux_parking *parking) {
    return __atomic_load_n(&parking->state, __ATOMIC_ACQUIRE);
}

static int64_t ongoing(const struct clinux_parking *parking, int64_t now, int paused) {
    int64_t since = load(&parking->since);
    uint32_t state = clinux_parking_state(parking);
    if (!since || !(state & clinux_PARKING_PARKED) || !!(state & clinux_PARKING_PAUSE) != paused) return 0;
    return now > since ? now - since : 0;
}

int64_t clinux_parking_paused(const struct clinux_parking *parking, int64_t now) {
    return load(&parking->paused) + ongoing(parking, now, 1);
}

int64_t clinux_parking_stopped(const struct clinux_parking *parking, int64_t now) {
    return load(&parking->stopped) + ongoing(parking, now, 0);
}

int64_t clinux_parking_own_time(const struct clinux_parking *parking) {
    int64_t still, time;
    do {
        still = load(&parking->paused) + load(&parking->stopped);
        time = now();
    } while (still != load(&parking->paused) + load(&parking->stopped));
    return time - still;
}
