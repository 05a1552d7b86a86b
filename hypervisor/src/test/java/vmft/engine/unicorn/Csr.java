package vmft.engine.unicorn;

/** Addresses and bits of the privileged specification that the tests name. */
final class Csr {
  static final int SEED = 0x015;
  static final int SSTATUS = 0x100;
  static final int SIE = 0x104;
  static final int STVEC = 0x105;
  static final int SCOUNTEREN = 0x106;
  static final int SEPC = 0x141;
  static final int SCAUSE = 0x142;
  static final int STVAL = 0x143;
  static final int SIP = 0x144;
  static final int SATP = 0x180;
  static final int MSTATUS = 0x300;
  static final int MEDELEG = 0x302;
  static final int MIDELEG = 0x303;
  static final int MIE = 0x304;
  static final int MTVEC = 0x305;
  static final int MCOUNTEREN = 0x306;
  static final int MCOUNTINHIBIT = 0x320;
  static final int MSCRATCH = 0x340;
  static final int MEPC = 0x341;
  static final int MCAUSE = 0x342;
  static final int MTVAL = 0x343;
  static final int MIP = 0x344;
  static final int TSELECT = 0x7a0;
  static final int TDATA1 = 0x7a1;
  static final int MCYCLE = 0xb00;
  static final int MINSTRET = 0xb02;
  static final int CYCLE = 0xc00;
  static final int TIME = 0xc01;
  static final int INSTRET = 0xc02;

  static final int MSIP = 1 << 3;
  static final int MTIP = 1 << 7;
  static final int SEIP = 1 << 9;
  static final int MEIP = 1 << 11;
  static final int MSTATUS_MIE = 1 << 3;

  static final int USER = 0;
  static final int SUPERVISOR = 1;
  static final int MACHINE = 3;

  private Csr() {}
}
