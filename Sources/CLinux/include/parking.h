#pragma once

#include <stdint.h>

enum {
    clinux_PARKING_PAUSE = 1,
    clinux_PARKING_STOP = 2,
    clinux_PARKING_PARKED = 4,
    clinux_PARKING_END = 8,
};

// Bins that tell lengths of stops apart within 2 %, up to 4 s.
enum { clinux_PARKING_BINS = 1088 };

// A thread that others can have stand still at any instruction, by a real-time signal whose handler waits on a futex: futex(2),
// signal-safety(7). Whoever stands still may hold no lock, so such a thread allocates nothing while the signal can reach it.
struct clinux_parking {
    // What others want, and whether the thread stands still: the bits below.
    uint32_t state;
    // The share of the time to stand still for, in millionths, in stops of at most so many nanoseconds.
    uint32_t share, longest;
    // Whether that share is the first after none.
    uint32_t is_new;
    // The thread's number, and the timer that signals it when the next stop is due; CLOCK_MONOTONIC.
    int thread, has_timer;
    void *timer;
    // When it began to stand still, and how long this stop is to last.
    int64_t since, stop;
    // When the run began that the next stop follows, and how long the thread is to stand still for runs before it.
    int64_t run_since, owed;
    // How long it stood still so far: for pauses, for stops; the longest stop, and how many there were of about each length.
    int64_t paused, stopped, longest_stop;
    uint32_t stops[clinux_PARKING_BINS];
};

// Installs the handler, once for the process: 0, or -1 and errno.
int clinux_parking_install(void);

// Makes the calling thread one that stands still as `parking` says, at once where that is wanted already.
void clinux_parking_enter(struct clinux_parking *parking);

// Keeps the signal from the calling thread, which then may allocate, or lets it in again.
void clinux_parking_hold(void);
void clinux_parking_admit(void);

// Sets bits of the state, and signals `thread` where it does not stand still already; 0, or the error's number.
int clinux_parking_want(struct clinux_parking *parking, unsigned long thread, uint32_t bits);

// Takes bits of the state away, and lets the thread go on where nobody wants it to stand still.
void clinux_parking_unwant(struct clinux_parking *parking, uint32_t bits);

// Waits until the thread stands still, or until CLOCK_MONOTONIC reaches `deadline`: 1 or 0.
int clinux_parking_wait(struct clinux_parking *parking, int64_t deadline);

// Sleeps until CLOCK_MONOTONIC reaches `deadline`, or something is wanted of the thread; for the thread itself.
void clinux_parking_sleep(struct clinux_parking *parking, int64_t deadline);

// Has the thread stand still for a share of the time, from when `first` nanoseconds have passed; a share of 0 ends that. Each stop
// begins by the thread's own timer and ends by its own clock, so no other thread has to get a processor in time. 0, or -1 and errno.
int clinux_parking_slow(struct clinux_parking *parking, uint32_t share, uint32_t longest, int64_t first);

// Lets the timer go, once the thread has ended.
void clinux_parking_forget(struct clinux_parking *parking);

// The state, and how long the thread stood still up to `now`, for pauses and stops.
uint32_t clinux_parking_state(const struct clinux_parking *parking);
int64_t clinux_parking_paused(const struct clinux_parking *parking, int64_t now);
int64_t clinux_parking_stopped(const struct clinux_parking *parking, int64_t now);

// How many stops lasted as long as those of a bin do, the longest that is of that bin, in nanoseconds, and the longest stop of all.
uint32_t clinux_parking_stops(const struct clinux_parking *parking, int bin);
int64_t clinux_parking_bin_end(int bin);
int64_t clinux_parking_longest_stop(const struct clinux_parking *parking);

// For the thread itself: how long it has run up to now, the time that it stood still left out.
int64_t clinux_parking_own_time(const struct clinux_parking *parking);
