package vmft.engine.unicorn;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vmft.engine.GuestMemory;

/** Just enough of a RISC-V assembler to write guests of a dozen instructions inside a test. */
final class Assembler {
  static final int ZERO = 0;
  static final int RA = 1;
  static final int SP = 2;
  static final int T0 = 5;
  static final int T1 = 6;
  static final int T2 = 7;
  static final int S0 = 8;
  static final int S1 = 9;
  static final int A0 = 10;
  static final int A1 = 11;
  static final int A2 = 12;
  static final int A3 = 13;
  static final int A4 = 14;
  static final int A5 = 15;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Runnable> fixups = new ArrayList<>();
  private byte[] bytes = {};

  /** Offset of the next instruction. */
  int here() {
    return code.size();
  }

  Assembler label(String name) {
    labels.put(name, here());
    return this;
  }

  int offset(String name) {
    return labels.get(name);
  }

  Assembler word(int word) {
    for (int shift = 0; shift < 32; shift += 8) {
      code.write(word >>> shift);
    }
    return this;
  }

  Assembler half(int half) {
    code.write(half);
    code.write(half >>> 8);
    return this;
  }

  Assembler align(int bytesToAlign) {
    while (here() % bytesToAlign != 0) {
      cnop();
    }
    return this;
  }

  /** Fills with compressed no-operations up to an offset. */
  Assembler padTo(int offset) {
    while (here() < offset) {
      cnop();
    }
    return this;
  }

  Assembler cnop() {
    return half(0x0001);
  }

  /** Compressed {@code addi rd, rd, immediate}; immediate −32…31, not 0. */
  Assembler caddi(int rd, int immediate) {
    return half(0x0001 | rd << 7 | (immediate & 31) << 2 | (immediate >> 5 & 1) << 12);
  }

  Assembler nop() {
    return addi(ZERO, ZERO, 0);
  }

  Assembler addi(int rd, int rs1, int immediate) {
    return immediate(0x13, 0, rd, rs1, immediate);
  }

  Assembler slli(int rd, int rs1, int shift) {
    return immediate(0x13, 1, rd, rs1, shift);
  }

  Assembler add(int rd, int rs1, int rs2) {
    return word(0x33 | rd << 7 | rs1 << 15 | rs2 << 20);
  }

  Assembler xor(int rd, int rs1, int rs2) {
    return word(0x33 | rd << 7 | 4 << 12 | rs1 << 15 | rs2 << 20);
  }

  Assembler mul(int rd, int rs1, int rs2) {
    return word(0x33 | rd << 7 | rs1 << 15 | rs2 << 20 | 1 << 25);
  }

  /** Loads a constant of up to 32 bits, zero-extended, in a fixed four instructions. */
  Assembler li(int rd, long value) {
    int low = (int) (value << 52 >> 52);
    int high = (int) ((value - low) >>> 12);
    word(0x37 | rd << 7 | high << 12);
    addi(rd, rd, low);
    slli(rd, rd, 32);
    return word(0x13 | rd << 7 | 5 << 12 | rd << 15 | 32 << 20);
  }

  Assembler lb(int rd, int offset, int base) {
    return immediate(0x03, 0, rd, base, offset);
  }

  Assembler lw(int rd, int offset, int base) {
    return immediate(0x03, 2, rd, base, offset);
  }

  Assembler ld(int rd, int offset, int base) {
    return immediate(0x03, 3, rd, base, offset);
  }

  Assembler sw(int source, int offset, int base) {
    return store(2, source, offset, base);
  }

  Assembler sd(int source, int offset, int base) {
    return store(3, source, offset, base);
  }

  Assembler amoaddw(int rd, int source, int base) {
    return word(0x2f | rd << 7 | 2 << 12 | base << 15 | source << 20);
  }

  Assembler csrrw(int rd, int csr, int rs1) {
    return word(0x73 | rd << 7 | 1 << 12 | rs1 << 15 | csr << 20);
  }

  Assembler csrrs(int rd, int csr, int rs1) {
    return word(0x73 | rd << 7 | 2 << 12 | rs1 << 15 | csr << 20);
  }

  Assembler csrrc(int rd, int csr, int rs1) {
    return word(0x73 | rd << 7 | 3 << 12 | rs1 << 15 | csr << 20);
  }

  Assembler csrw(int csr, int rs1) {
    return csrrw(ZERO, csr, rs1);
  }

  Assembler csrr(int rd, int csr) {
    return csrrs(rd, csr, ZERO);
  }

  Assembler ecall() {
    return word(0x73);
  }

  Assembler ebreak() {
    return word(0x100073);
  }

  Assembler cebreak() {
    return half(0x9002);
  }

  Assembler mret() {
    return word(0x30200073);
  }

  Assembler sret() {
    return word(0x10200073);
  }

  Assembler wfi() {
    return word(0x10500073);
  }

  Assembler fencei() {
    return word(0x100f);
  }

  Assembler sfence() {
    return word(0x12000073);
  }

  Assembler jalr(int rd, int base) {
    return immediate(0x67, 0, rd, base, 0);
  }

  Assembler ret() {
    return jalr(ZERO, RA);
  }

  Assembler j(String target) {
    return jal(ZERO, target);
  }

  Assembler jal(int rd, String target) {
    int from = here();
    fixups.add(() -> patch(from, 0x6f | rd << 7 | jumpBits(offset(target) - from)));
    return word(0);
  }

  Assembler beq(int rs1, int rs2, String target) {
    return branch(0, rs1, rs2, target);
  }

  Assembler bne(int rs1, int rs2, String target) {
    return branch(1, rs1, rs2, target);
  }

  /** Puts the address of a label, relative to the pc, into a register; two instructions. */
  Assembler la(int rd, String target) {
    int from = here();
    fixups.add(() -> patch(from + 4, 0x13 | rd << 7 | rd << 15 | (offset(target) - from) << 20));
    return word(0x17 | rd << 7).word(0);
  }

  private Assembler branch(int kind, int rs1, int rs2, String target) {
    int from = here();
    int fixed = 0x63 | kind << 12 | rs1 << 15 | rs2 << 20;
    fixups.add(() -> patch(from, fixed | branchBits(offset(target) - from)));
    return word(0);
  }

  private Assembler immediate(int opcode, int kind, int rd, int rs1, int immediate) {
    return word(opcode | rd << 7 | kind << 12 | rs1 << 15 | immediate << 20);
  }

  private Assembler store(int kind, int source, int offset, int base) {
    int high = offset >> 5 & 0x7f;
    return word(0x23 | (offset & 31) << 7 | kind << 12 | base << 15 | source << 20 | high << 25);
  }

  private static int jumpBits(int distance) {
    return (distance >> 20 & 1) << 31
        | (distance >> 1 & 0x3ff) << 21
        | (distance >> 11 & 1) << 20
        | (distance >> 12 & 0xff) << 12;
  }

  private static int branchBits(int distance) {
    return (distance >> 12 & 1) << 31
        | (distance >> 5 & 0x3f) << 25
        | (distance >> 1 & 15) << 8
        | (distance >> 11 & 1) << 7;
  }

  private void patch(int at, int word) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (word >>> 8 * i);
    }
  }

  byte[] assemble() {
    bytes = code.toByteArray();
    fixups.forEach(Runnable::run);
    return bytes;
  }

  void into(GuestMemory memory, long address) {
    byte[] image = assemble();
    memory.write(address, image, 0, image.length);
  }
}
