package com.vpsie.autoscaler.leader;

/** Another holder, or this replica, was seen in the Lease; an empty identity means nobody holds it. */
public record LeaderObserved(String identity) {}
