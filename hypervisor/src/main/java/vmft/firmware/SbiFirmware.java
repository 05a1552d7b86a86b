package vmft.firmware;

import java.util.LinkedHashMap;
import java.util.Map;
import vmft.engine.CpuEngine;

/** The firmware: knows who answers which call, and the calling convention (chapter 3). */
public final class SbiFirmware {
  static final long SPECIFICATION_VERSION = 2L << 24;

  private static final int A0 = 10;
  private static final int FUNCTION = 6;
  private static final int EXTENSION = 7;

  private final Map<Long, SbiExtension> extensions = new LinkedHashMap<>();
  private final long[] arguments = new long[8];

  public SbiFirmware(Platform platform) {
    extensions.put(0x00L, new LegacyExtension.SetTimer(platform));
    extensions.put(0x01L, new LegacyExtension.PutCharacter(platform));
    extensions.put(0x02L, new LegacyExtension.GetCharacter(platform));
    extensions.put(0x08L, new LegacyExtension.Shutdown(platform));
    extensions.put(0x10L, new BaseExtension(extensions::containsKey));
    extensions.put(0x54494d45L, new TimeExtension(platform));
    extensions.put(0x735049L, new IpiExtension(platform));
    extensions.put(0x52464e43L, new RemoteFenceExtension(platform));
    extensions.put(0x48534dL, new HartStateExtension(platform));
    extensions.put(0x53525354L, new SystemResetExtension(platform));
    extensions.put(0x4442434eL, new DebugConsoleExtension(platform));
  }

  /** Answers the call of the hart that stands behind an {@code ecall} from supervisor mode. */
  public void answer(CpuEngine hart) {
    hart.readRegisters(A0, arguments);
    SbiResult result = call(arguments[EXTENSION], arguments[FUNCTION], arguments);
    hart.writeRegister(A0, result.error());
    if (result.hasValue()) {
      hart.writeRegister(A0 + 1, result.value());
    }
  }

  SbiResult call(long extension, long function, long[] a) {
    SbiExtension called = extensions.get(extension);
    return called == null ? SbiResult.NOT_SUPPORTED : called.call(function, a);
  }
}
