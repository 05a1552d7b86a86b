package vmft.net.netty;

import java.util.List;
import vmft.net.MacAddress;

/**
 * A port of the switch at one moment.
 *
 * @param number counted from 1 in the order of connecting; never used again
 * @param remote host and TCP port of the attached program
 * @param addresses source addresses seen on this port, in order of first sight; at most {@value
 *     SwitchedPort#MAX_ADDRESSES}
 * @param framesIn frames that the attached host sent and others could hear
 * @param framesOut frames queued for the attached host
 * @param framesDropped frames lost because the attached host read too slowly
 * @param framesFenced frames that the attached host sent after another replica had taken its
 *     machine over; nobody heard them
 */
public record PortReport(
    int number,
    String remote,
    List<MacAddress> addresses,
    long framesIn,
    long framesOut,
    long framesDropped,
    long framesFenced) {}
