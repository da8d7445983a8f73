#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

// TCP_INFO as tcp(7) and linux/tcp.h have it; glibc's own struct ends before the counters that tell what limits a sender.
#include <linux/types.h>
struct clinux_tcp_info {
    __u8 state, ca_state, retransmits, probes, backoff, options;
    __u8 snd_wscale : 4, rcv_wscale : 4;
    __u8 delivery_rate_app_limited : 1, fastopen_client_fail : 2;
    __u32 rto, ato, snd_mss, rcv_mss;
    __u32 unacked, sacked, lost, retrans, fackets;
    __u32 last_data_sent, last_ack_sent, last_data_recv, last_ack_recv;
    __u32 pmtu, rcv_ssthresh, rtt, rttvar, snd_ssthresh, snd_cwnd, advmss, reordering;
    __u32 rcv_rtt, rcv_space, total_retrans;
    __u64 pacing_rate, max_pacing_rate, bytes_acked, bytes_received;
    __u32 segs_out, segs_in, notsent_bytes, min_rtt, data_segs_in, data_segs_out;
    __u64 delivery_rate, busy_time, rwnd_limited, sndbuf_limited;
    __u32 delivered, delivered_ce;
    __u64 bytes_sent, bytes_retrans;
    __u32 dsack_dups, reord_seen, rcv_ooopack, snd_wnd;
};
_Static_assert(sizeof(struct clinux_tcp_info) == 232, "linux/tcp.h: struct tcp_info as of 5.4");
_Static_assert(__builtin_offsetof(struct clinux_tcp_info, pacing_rate) == 104, "linux/tcp.h: struct tcp_info");
_Static_assert(__builtin_offsetof(struct clinux_tcp_info, busy_time) == 168, "linux/tcp.h: struct tcp_info");

// tcp(7); glibc's netinet/tcp.h has no name for it in older releases.
static const int clinux_tcp_notsent_lowat = 25;

// Declared for _GNU_SOURCE only.
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

static inline int clinux_accept(int socket) {
    return accept4(socket, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
}
