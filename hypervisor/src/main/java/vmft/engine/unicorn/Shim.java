package vmft.engine.unicorn;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.LongBuffer;

/** The functions of {@code vmft.h}, one to one; what they mean is written there. */
final class Shim {
  private Shim() {}

  /** Of {@code vmft_mmio_read}. */
  interface MmioRead extends Callback {
    long invoke(long address, int size);
  }

  /** Of {@code vmft_mmio_write}. */
  interface MmioWrite extends Callback {
    void invoke(long address, int size, long value);
  }

  /** Binds the functions below to a loaded library. */
  static void bind(NativeLibrary library) {
    Native.register(Shim.class, library);
  }

  static native long vmft_create(
      long ramBase,
      long ramSize,
      int hooks,
      LongBuffer windows,
      int windowCount,
      MmioRead read,
      MmioWrite write,
      byte[] error,
      long errorSize);

  static native void vmft_destroy(long vcpu);

  static native Pointer vmft_ram(long vcpu);

  static native int vmft_run(long vcpu, long limit);

  static native void vmft_request_stop(long vcpu);

  static native void vmft_stop_before_next_block(long vcpu);

  static native long vmft_count(long vcpu);

  static native long vmft_checked_count(long vcpu);

  static native String vmft_story(long vcpu);

  static native void vmft_set_interrupt_lines(long vcpu, int mip);

  static native int vmft_interrupt_pending(long vcpu);

  static native void vmft_raise_supervisor_software_interrupt(long vcpu);

  static native void vmft_be_firmware(long vcpu);

  static native void vmft_read_registers(long vcpu, int first, int count, long[] values);

  static native void vmft_write_register(long vcpu, int number, long value);

  static native void vmft_fence_addresses(long vcpu);

  static native int vmft_csr_count();

  static native int vmft_csr(int place);

  static native void vmft_export(long vcpu, LongBuffer words);

  static native void vmft_import(long vcpu, LongBuffer words);

  static native void vmft_settle(long vcpu);

  static native void vmft_memory_written(long vcpu, long address, long length);

  static native void vmft_answer_live(long vcpu, long ticksAtOrigin, long originNanos);

  static native void vmft_answer_from_log(long vcpu);

  static native int vmft_offer_answer(long vcpu, int kind, long count, long value);

  static native int vmft_drain_answers(long vcpu, LongBuffer triples, int capacity);

  static native int vmft_answers_queued(long vcpu);

  static native long vmft_read_clock(long vcpu);
}
