#define _GNU_SOURCE
#include "parking.h"

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// glibc 2.35 and older have no name for it: timer_create(2).
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

// A stop and the run after it take so long together, where stops need not be as long as they may.
static const int64_t period = 8000000;

// A run between two stops is at least so long, and a stop.
static const int64_t shortest = 20000;

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

// A vCPU is woken a little late, so a little of the longest stop is left.
static int64_t longest_planned(const struct clinux_parking *parking) {
    return (int64_t)__atomic_load_n(&parking->longest, __ATOMIC_RELAXED) * 93 / 100;
}

static double share_of(const struct clinux_parking *parking) {
    return __atomic_load_n(&parking->share, __ATOMIC_ACQUIRE) / 1e6;
}

static void arm(struct clinux_parking *parking, int64_t nanoseconds) {
    struct itimerspec time = {.it_value = {nanoseconds / 1000000000, nanoseconds % 1000000000}};
    timer_settime(parking->timer, 0, &time, NULL);
}

// Has the timer ring when the run that begins now has earned the next stop.
static void arm_after_run(struct clinux_parking *parking) {
    double share = share_of(parking);
    if (share == 0) return;
    int64_t longest = longest_planned(parking), stop = share * period;
    double run = ((stop < longest ? stop : longest) - parking->owed) * (1 - share) / share;
    arm(parking, run > shortest ? run : shortest);
}

// The timer rang: takes what the run up to now has earned for the next stop, or waits on.
static void begin_stop(struct clinux_parking *parking) {
    double share = share_of(parking);
    if (share == 0) return;
    int64_t time = now(), longest = longest_planned(parking);
    if (__atomic_exchange_n(&parking->is_new, 0, __ATOMIC_ACQ_REL)) {
        parking->owed = 0;
        parking->run_since = time;
        return arm_after_run(parking);
    }
    parking->owed += (time - parking->run_since) * share / (1 - share);
    parking->run_since = time;
    // What could not be had for long is let go, as where the thread waited in the kernel.
    if (parking->owed > 8 * longest) parking->owed = 8 * longest;
    if (parking->owed < shortest) return arm_after_run(parking);
    parking->stop = parking->owed < longest ? parking->owed : longest;
    __atomic_or_fetch(&parking->state, clinux_PARKING_STOP, __ATOMIC_ACQ_REL);
}

// Half of the bins that are equally wide, 1024 ns: those above it are as many for each power of two.
enum { half = 64 };

// The bin of a time: its 7 leading bits, and their place.
static int bin_of(int64_t nanoseconds) {
    int64_t units = nanoseconds > 0 ? nanoseconds >> 10 : 0;
    int place = units < 2 * half ? 0 : 57 - __builtin_clzll(units);
    int bin = place * half + (int)(units >> place);
    return bin < clinux_PARKING_BINS ? bin : clinux_PARKING_BINS - 1;
}

int64_t clinux_parking_bin_end(int bin) {
    int place = bin < 2 * half ? 0 : bin / half - 1;
    return ((int64_t)(bin - place * half + 1) << place << 10) - 1;
}

static void count_stop(struct clinux_parking *parking, int64_t time) {
    __atomic_add_fetch(&parking->stops[bin_of(time)], 1, __ATOMIC_RELAXED);
    if (time > parking->longest_stop) __atomic_store_n(&parking->longest_stop, time, __ATOMIC_RELEASE);
}

// Notes how long the thread stood still until now, which is returned, and for which of the two reasons.
static int64_t note(struct clinux_parking *parking, uint32_t reasons, int64_t start) {
    int64_t end = now(), time = end - start;
    __atomic_store_n(&parking->since, 0, __ATOMIC_RELEASE);
    if (reasons & clinux_PARKING_PAUSE) {
        add(&parking->paused, time);
        parking->run_since += time;
        if (reasons & clinux_PARKING_STOP) parking->owed -= parking->stop;
    } else {
        add(&parking->stopped, time);
        if (reasons & clinux_PARKING_STOP) count_stop(parking, time);
        parking->owed -= time;
        parking->run_since = end;
    }
    if (reasons & clinux_PARKING_STOP) arm_after_run(parking);
    return end;
}

// Stands still for as long as that is wanted. Leaving is one step with seeing that nobody wants it any more, so who asks and sees
// the thread parked knows that it stays.
static void park(struct clinux_parking *parking) {
    uint32_t state = __atomic_load_n(&parking->state, __ATOMIC_ACQUIRE);
    do {
        if (!(state & wants)) return;
    } while (!__atomic_compare_exchange_n(
        &parking->state, &state, state | clinux_PARKING_PARKED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
    int64_t start = now();
    __atomic_store_n(&parking->since, start, __ATOMIC_RELEASE);
    wake(&parking->state);

    uint32_t reasons = state & wants;
    for (;;) {
        state = __atomic_load_n(&parking->state, __ATOMIC_ACQUIRE);
        reasons |= state & wants;
        int64_t deadline = start + parking->stop;
        if (state & clinux_PARKING_PAUSE) {
            wait_while(&parking->state, state, NULL);
        } else if (state & clinux_PARKING_STOP && now() < deadline) {
            wait_while(&parking->state, state, &deadline);
        } else if (state & clinux_PARKING_STOP) {
            __atomic_and_fetch(&parking->state, ~clinux_PARKING_STOP, __ATOMIC_ACQ_REL);
        } else {
            // Noted before it goes on, so that its own time never runs ahead.
            start = note(parking, reasons, start);
            if (__atomic_compare_exchange_n(
                    &parking->state, &state, state & ~clinux_PARKING_PARKED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
                return;
            }
            __atomic_store_n(&parking->since, start, __ATOMIC_RELEASE);
            reasons = state & wants;
        }
    }
}

static void handle(int signal, siginfo_t *information, void *context) {
    (void)signal, (void)context;
    struct clinux_parking *parking = own;
    if (!parking) return;
    int number = errno;
    if (information->si_code == SI_TIMER) begin_stop(parking);
    park(parking);
    errno = number;
}

int clinux_parking_install(void) {
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_RESTART | SA_SIGINFO};
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
    __atomic_store_n(&parking->thread, gettid(), __ATOMIC_RELEASE);
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

int clinux_parking_slow(struct clinux_parking *parking, uint32_t share, uint32_t longest, int64_t first) {
    if (share && !parking->has_timer) {
        while (!__atomic_load_n(&parking->thread, __ATOMIC_ACQUIRE)) sched_yield();
        struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = parking_signal()};
        event.sigev_notify_thread_id = parking->thread;
        if (timer_create(CLOCK_MONOTONIC, &event, &parking->timer) < 0) return -1;
        parking->has_timer = 1;
    }
    __atomic_store_n(&parking->longest, longest, __ATOMIC_RELAXED);
    // From then on the stops keep themselves going, and a new share holds from the next one.
    int is_new = share && !parking->share;
    if (is_new) __atomic_store_n(&parking->is_new, 1, __ATOMIC_RELEASE);
    __atomic_store_n(&parking->share, share, __ATOMIC_RELEASE);
    if (is_new) arm(parking, first > 0 ? first : 1);
    return 0;
}

void clinux_parking_forget(struct clinux_parking *parking) {
    if (parking->has_timer) timer_delete(parking->timer);
}

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

uint32_t clinux_parking_stops(const struct clinux_parking *parking, int bin) {
    return __atomic_load_n(&parking->stops[bin], __ATOMIC_RELAXED);
}

int64_t clinux_parking_longest_stop(const struct clinux_parking *parking) { return load(&parking->longest_stop); }

int64_t clinux_parking_own_time(const struct clinux_parking *parking) {
    int64_t still, time;
    do {
        still = load(&parking->paused) + load(&parking->stopped);
        time = now();
    } while (still != load(&parking->paused) + load(&parking->stopped));
    return time - still;
}
