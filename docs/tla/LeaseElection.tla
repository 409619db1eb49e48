---------------------------- MODULE LeaseElection ----------------------------
(* Leader election on one Kubernetes Lease: why no two gates are ever open. *)
(* README.md beside this file says what is modelled, what is left out, and   *)
(* what TLC found. "Rule n" is the number that leader/DESIGN.md and the      *)
(* tests SafetyRulesTest and TakeOverRulesTest give to the rules.            *)
(*                                                                           *)
(* Time is counted in ticks of real time. In each tick the clock of an       *)
(* elector advances by its rate, Slow or Fast, which stand for 1 - rho and   *)
(* 1 + rho; L and D are measured on such clocks. Nothing here has a date:    *)
(* what is kept is how many ticks ago something happened, and no longer than *)
(* that matters, so histories without end have finitely many states.         *)
EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
    Electors,    \* the processes; one that has crashed is one that never acts again
    Nobody,      \* the holder of a Lease that was given back
    Absent,      \* stands for the holder where there is no Lease
    Slow, Fast,  \* what a clock may advance in one tick
    L,           \* lease duration: how long others wait
    D,           \* renew deadline: how long a commit lets its leader act
    Brief,       \* the duration in a record that was given back
    MaxLog,      \* versions from the oldest that somebody still goes by to the newest
    MaxRequests, \* requests under way at the same time
    Deletions,   \* how often a third party deletes the Lease
    Young,       \* TRUE: there is no Lease yet, nobody has met a holder, nothing was ever sealed
    Broken       \* the name of the one rule that is broken, or "none"

ASSUME /\ 0 < Slow /\ Slow <= Fast /\ 0 < Brief /\ Brief <= L /\ 0 < D
       /\ Young \in BOOLEAN
       /\ Broken \in {"none", "anchor", "patience", "first sight", "compare-and-set", "duration",
                      "release order", "witnesses", "pulled gate", "absence"}

VARIABLES
    log,     \* log[v]: version v of the Lease as committed; the last one is what the store has
    net,     \* requests that have left and were neither carried out nor lost
    me,      \* me[p]: what elector p knows and is
    newest,  \* which elector's term was opened on the highest version, and on which
    sealed,  \* somebody has acted: the token floor is above 0
    deleted  \* deletions so far

vars == <<log, net, me, newest, sealed, deleted>>

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b
Least(S) == CHOOSE m \in S : \A n \in S : m <= n

\* The first tick at which a clock of this rate has advanced by D, and by L: no age matters beyond.
Over == [r \in {Slow, Fast} |-> (D + r - 1) \div r]
Gone == [r \in {Slow, Fast} |-> (L + r - 1) \div r]

\* A version. Its age, in ticks since the request that wrote it started, is what the holder finds by the
\* unique mark in the record; nobody else reads it.
Version(holder, lasts, age) == [holder |-> holder, lasts |-> lasts, age |-> age]

Last == Len(log)

\* Who holds the Lease as far as p knows.
Holder(p) == IF me[p].knows = 0 THEN Nobody ELSE log[me[p].knows].holder

-----------------------------------------------------------------------------
(* The property. *)

\* Rule 2. The gate is pulled: whether it is open is read off the clock at the instant of asking, whatever
\* has or has not happened in the process. Broken: it is open until a timer has closed it.
GateOpen(p) ==
    /\ me[p].leads
    /\ \/ me[p].rate * me[p].anchor < D
       \/ Broken = "pulled gate"

\* At every instant, all who could act now are one, and its term is the newest that was ever opened: no two
\* gates are open, and nobody acts under a gate that another term has superseded.
ActExclusion == \A p \in Electors : GateOpen(p) => newest.of = p

TypeOK ==
    /\ Last \in 1..MaxLog
    /\ \A v \in 1..Last : log[v].holder \in Electors \union {Nobody, Absent}
    /\ \A r \in net : r.from \in Electors /\ r.over \in 0..Last /\ r.wants \in {r.from, Nobody}
    /\ \A p \in Electors : me[p].rate \in {Slow, Fast} /\ me[p].knows \in 0..Last

-----------------------------------------------------------------------------
Init ==
    /\ log = << IF Young THEN Version(Absent, 0, 0) ELSE Version(Nobody, Brief, 0) >>
    /\ net = {}
    /\ \E rates \in [Electors -> {Slow, Fast}] :
           me = [p \in Electors |-> [rate |-> rates[p], knows |-> 0, waited |-> 0, met |-> ~Young,
                                     leads |-> FALSE, anchor |-> 0]]
    /\ newest = [of |-> Nobody, on |-> 0]
    /\ sealed = ~Young
    /\ deleted = 0

\* A request leaves. What it will count from, should it commit, is this instant. It names the version that
\* it replaces (rules 4 and 5), or that it creates the Lease.
Send(p, wants, lasts) ==
    /\ Cardinality(net) < MaxRequests
    /\ net' = net \union {[from |-> p, over |-> me[p].knows, creates |-> Holder(p) = Absent,
                           wants |-> wants, lasts |-> lasts, age |-> 0]}
    /\ UNCHANGED <<log, me, newest, sealed, deleted>>

\* The holder writes its record anew: a renewal, also while its work drains, or the first write of another
\* term on a record that is its own anyway.
Renew(p) ==
    /\ Holder(p) = p
    /\ me[p].leads => me[p].anchor > 0
    /\ Send(p, p, L)

\* How long p leaves the version it knows alone, on its own clock. Rule 4: by the record's own duration,
\* and L where there is no Lease, unless nobody can ever have led.
Patience(p) ==
    LET known == log[me[p].knows] IN
    CASE known.holder = Nobody -> 0
      [] known.holder = Absent -> IF (me[p].met \/ sealed) /\ Broken # "absence" THEN L ELSE 0
      [] OTHER -> IF Broken = "patience" THEN known.lasts \div 2 ELSE known.lasts

\* Rule 4. Whoever holds nothing takes the Lease over, or creates it, after its patience, counted on its
\* own clock from when it first saw this very version, and writes its own L.
Acquire(p) ==
    /\ me[p].knows # 0
    /\ Holder(p) # p
    /\ me[p].rate * me[p].waited >= Patience(p)
    /\ Send(p, p, IF Broken = "duration" /\ Holder(p) = Nobody THEN Brief ELSE L)

\* The gate closes for good: stop, step-down, expiry noticed; at any time.
CloseGate(p) ==
    /\ me[p].leads
    /\ Broken = "pulled gate" => me[p].rate * me[p].anchor >= D
    /\ me' = [me EXCEPT ![p].leads = FALSE, ![p].anchor = 0]
    /\ UNCHANGED <<log, net, newest, sealed, deleted>>

\* Rule 7. The Lease is given back after the gate was closed, never before.
Release(p) ==
    /\ Holder(p) = p
    /\ ~me[p].leads \/ Broken = "release order"
    /\ Send(p, Nobody, Brief)

\* The store carries a request out, at any time after it left, also long after its sender gave it up. A
\* write commits only over the version that it names; a creation, only where there is no Lease. All others
\* that replace a version can but fail from now on, and a 409 teaches nothing: they are dropped.
Commit(r) ==
    /\ Last < MaxLog
    /\ IF r.creates
       THEN log[Last].holder = Absent
       ELSE log[Last].holder # Absent /\ (r.over = Last \/ Broken = "compare-and-set")
    /\ log' = Append(log, Version(r.wants, r.lasts, r.age))
    /\ net' = {q \in net : q.creates \/ Broken = "compare-and-set"} \ {r}
    /\ UNCHANGED <<me, newest, sealed, deleted>>

\* Lost on the way there. Lost on the way back is a commit that its sender never learns of.
Lose(r) ==
    /\ net' = net \ {r}
    /\ UNCHANGED <<log, me, newest, sealed, deleted>>

\* A third party deletes the Lease: what the claim excludes.
Delete ==
    /\ deleted < Deletions
    /\ Last < MaxLog
    /\ log[Last].holder # Absent
    /\ deleted' = deleted + 1
    /\ log' = Append(log, Version(Absent, 0, 0))
    /\ net' = {q \in net : q.creates}
    /\ UNCHANGED <<me, newest, sealed>>

\* Rule 1. What a commit counts from: the start of its request. Broken: the instant p hears of it.
Anchor(v) == IF Broken = "anchor" THEN 0 ELSE log[v].age

\* What p is after it has learned of version v.
\* Its own: the anchor never goes back (rule 1); without an open gate it begins another term, if there is
\* any time left of it. Anybody else's, or none: the gate closes at once (rules 4 and 6).
Learned(p, v) ==
    LET own == log[v].holder = p
        still == own /\ me[p].leads
        opens == own /\ ~me[p].leads /\ me[p].rate * Anchor(v) < D
        goesOn == Broken = "first sight" /\ Holder(p) = log[v].holder
    IN [me[p] EXCEPT
            !.knows = v,
            !.waited = IF goesOn THEN @ ELSE 0,
            !.met = @ \/ log[v].holder \in Electors,
            !.leads = still \/ opens,
            !.anchor = IF still THEN Min(@, Anchor(v)) ELSE IF opens THEN Anchor(v) ELSE 0]

\* p learns of a version above all it knows (rule 6: an older one changes nothing) by an answer, by the
\* watch or by a look: at any time after the commit, or never, when a higher one is learned first.
\* What everybody is past is dropped from the log, and the versions are numbered from the oldest that is left.
Learn(p, v) ==
    LET now == [me EXCEPT ![p] = Learned(p, v)]
        past == Max(1, Least({now[q].knows : q \in Electors})) - 1
        first == now[p].leads /\ ~me[p].leads /\ v > newest.on
    IN /\ me' = IF past = 0 THEN now ELSE [q \in Electors |-> [now[q] EXCEPT !.knows = @ - past]]
       /\ log' = [u \in 1..(Last - past) |->
                     IF u + past <= v /\ log[u + past].holder = p
                     THEN [log[u + past] EXCEPT !.age = 0]   \* it will never be looked up again
                     ELSE log[u + past]]
       /\ net' = IF past = 0 THEN net ELSE {[r EXCEPT !.over = Max(0, @ - past)] : r \in net}
       /\ newest' = [of |-> IF first THEN p ELSE newest.of,
                     on |-> LET on == (IF first THEN v ELSE newest.on) - past
                            IN IF on > 1 THEN on ELSE 0]   \* 1 is behind whatever will be learned
       /\ UNCHANGED <<sealed, deleted>>

\* A leader acts. It may at every instant at which its gate is open, so ActExclusion looks at every state;
\* what remains of an act is its seal (rule 8), by which an absent Lease is known to have had a holder.
Act(p) ==
    /\ GateOpen(p)
    /\ sealed' = TRUE
    /\ UNCHANGED <<log, net, me, newest, deleted>>

\* p waits for somebody else's record to expire.
Waits(p) == Holder(p) \notin {p, Nobody}

\* One tick of real time. An elector that is merely paused does nothing for as many ticks as it likes. One
\* whose machine is suspended is in `asleep`: the monotonic clock, by which followers wait, stands still
\* for it, while boot time and the wall clock, which a leader reads too (rule 3), run on.
\* Broken: a leader reads the monotonic clock alone. With a gate that a timer closes, the timer of one
\* that is awake is never late.
Tick(asleep) ==
    LET stands(p) == Broken = "witnesses" /\ p \in asleep
        older(age, p) == IF stands(p) THEN age ELSE Min(age + 1, Over[me[p].rate])
    IN /\ Broken = "pulled gate" =>
              \A p \in Electors \ asleep : me[p].leads => me[p].rate * me[p].anchor < D
       /\ log' = [v \in 1..Last |->
                     IF log[v].holder \in {Nobody, Absent} \/ me[log[v].holder].knows >= v
                     THEN log[v]
                     ELSE [log[v] EXCEPT !.age = older(@, log[v].holder)]]
       /\ net' = {IF r.wants = Nobody THEN r ELSE [r EXCEPT !.age = older(@, r.from)] : r \in net}
       /\ me' = [p \in Electors |->
                    [me[p] EXCEPT
                        !.waited = IF Waits(p) /\ p \notin asleep THEN Min(@ + 1, Gone[me[p].rate]) ELSE @,
                        !.anchor = IF me[p].leads THEN older(@, p) ELSE @]]
       /\ UNCHANGED <<newest, sealed, deleted>>

\* Whom suspension can make a difference for.
MaySleep == {p \in Electors : Waits(p) \/ Broken \in {"witnesses", "pulled gate"}}

Next ==
    \/ \E asleep \in SUBSET MaySleep : Tick(asleep)
    \/ \E r \in net : Commit(r) \/ Lose(r)
    \/ \E p \in Electors :
           \/ Renew(p) \/ Acquire(p) \/ CloseGate(p) \/ Release(p) \/ Act(p)
           \/ \E v \in (me[p].knows + 1)..Last : Learn(p, v)
    \/ Delete

Spec == Init /\ [][Next]_vars

\* For TLC: electors differ in nothing but their names.
Alike == Permutations(Electors)
=============================================================================
