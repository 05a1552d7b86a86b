/* Packets as they stand in a frame: Ethernet, ARP (RFC 826), IPv4 (791), ICMP (792), UDP (768). Big-endian. */
#pragma once

#include <stdint.h>

#include "virtio_net.h"

static inline uint16_t net16(uint16_t value) {
  return __builtin_bswap16(value);
}

static inline uint32_t net32(uint32_t value) {
  return __builtin_bswap32(value);
}

enum { ETHERTYPE_IPV4 = 0x0800, ETHERTYPE_ARP = 0x0806 };

struct ethernet {
  uint8_t to[MAC_BYTES];
  uint8_t from[MAC_BYTES];
  uint16_t type;
} __attribute__((packed));

enum { ARP_ETHERNET = 1, ARP_REQUEST = 1, ARP_REPLY = 2 };

struct arp {
  uint16_t hardware;
  uint16_t protocol;
  uint8_t hardware_bytes;
  uint8_t protocol_bytes;
  uint16_t operation;
  uint8_t sender_mac[MAC_BYTES];
  uint32_t sender;
  uint8_t target_mac[MAC_BYTES];
  uint32_t target;
} __attribute__((packed));

enum { IP_ICMP = 1, IP_UDP = 17 };
enum { IP_DONT_FRAGMENT = 0x4000, IP_FRAGMENT_MASK = 0x3fff };

struct ipv4 {
  uint8_t version_and_words; /* version 4, header length in words of 4 bytes */
  uint8_t service;
  uint16_t length;
  uint16_t identification;
  uint16_t fragment;
  uint8_t hops;
  uint8_t protocol;
  uint16_t checksum;
  uint32_t source;
  uint32_t destination;
} __attribute__((packed));

enum { ICMP_ECHO_REPLY = 0, ICMP_ECHO = 8 };

struct icmp {
  uint8_t type;
  uint8_t code;
  uint16_t checksum;
} __attribute__((packed));

struct udp {
  uint16_t source;
  uint16_t destination;
  uint16_t length;
  uint16_t checksum;
} __attribute__((packed));
