package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.search.World.Move;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every situation that the moves of a {@link World} lead to, nearest first, and at each only once: whatever way
 * led there, its future is the same.
 */
final class Search {
    private final World world;
    private final Set<Invariant> invariants;
    private final Set<Situation> seen = new HashSet<>();

    /**
     * @param situations that were looked at
     * @param depth moves to the farthest of them, or to the broken one
     * @param broken null when everything held
     * @param story the moves that led to it
     */
    record Result(int situations, int depth, @Nullable Invariant broken, List<String> story) {}

    private record Node(Situation situation, @Nullable Node before, String move) {}

    Search(World world, Set<Invariant> invariants) {
        this.world = world;
        this.invariants = invariants;
    }

    Result run() {
        List<Node> layer = List.of(new Node(world.begin(), null, "both start"));
        seen.add(layer.get(0).situation());
        int depth = 0;
        while (true) {
            List<Node> next = new ArrayList<>();
            for (Node node : layer) {
                for (Move move : world.moves(node.situation())) {
                    Invariant broken =
                            move.broken().filter(invariants::contains).orElse(null);
                    Node after = new Node(move.to(), node, move.what());
                    if (broken != null) {
                        return new Result(seen.size(), depth + 1, broken, story(after));
                    }
                    if (seen.add(move.to())) {
                        next.add(after);
                    }
                }
            }
            if (next.isEmpty()) {
                return new Result(seen.size(), depth, null, List.of());
            }
            layer = next;
            depth++;
        }
    }

    private static List<String> story(Node last) {
        List<String> moves = new ArrayList<>();
        for (Node node = last; node != null; node = node.before()) {
            moves.add(0, node.move());
        }
        return moves;
    }
}
