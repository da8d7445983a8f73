#pragma once

#include <ifaddrs.h>
#include <linux/errqueue.h>
#include <linux/ethtool.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

// Members of a union that Swift's import of net/if.h leaves out, and casts that need macros.
static inline void clinux_ifreq_set_data(struct ifreq *request, void *data) { request->ifr_data = (char *)data; }
static inline int clinux_ifreq_mtu(const struct ifreq *request) { return request->ifr_mtu; }

// Macros that are no plain numbers: bits/socket.h.
enum {
    clinux_SOCK_STREAM = SOCK_STREAM,
    clinux_SOCK_DGRAM = SOCK_DGRAM,
    clinux_SOCK_RAW = SOCK_RAW,
    clinux_SOCK_FLAGS = SOCK_CLOEXEC | SOCK_NONBLOCK,
    clinux_MSG_ERRQUEUE = MSG_ERRQUEUE,
    clinux_MSG_DONTWAIT = MSG_DONTWAIT,
    clinux_SO_TIMESTAMPNS = SO_TIMESTAMPNS,
    clinux_SO_TIMESTAMPING = SO_TIMESTAMPING,
    clinux_SIOCETHTOOL = SIOCETHTOOL,
    clinux_SIOCGIFMTU = SIOCGIFMTU,
    clinux_IFF_UP = IFF_UP,
    clinux_IFF_RUNNING = IFF_RUNNING,
    clinux_IFF_LOOPBACK = IFF_LOOPBACK,
    clinux_IFF_NOARP = IFF_NOARP,
    clinux_TP_STATUS_VLAN_VALID = TP_STATUS_VLAN_VALID,
    // Stamps by software of what is sent and received, each sent one numbered, without a copy of the packet:
    // Documentation/networking/timestamping.rst.
    clinux_STAMPS = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE |
                    SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY,
};
