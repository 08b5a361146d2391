// The living counterpart of a scenario: teams, yards, trucks and what they do.
// Rule: the world records facts and computes no statistic; it is born and dies inside simulate().
#pragma once

#include <deque>
#include <memory>

#include "chance.hpp"
#include "hanhlang/model/simulate.hpp"
#include "trip.hpp"

namespace hanhlang {

class World {
 public:
    World(const Scenario& scenario, const Plan& plan, Recorder& recorder, std::uint64_t seed,
          std::uint32_t replication, Sink* sink);
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    /// Ends every process while all that they refer to is still there.
    ~World() { sim_.close(); }

    /// Runs to the end of the window, and on until its trips are over or max_overrun.
    void run();

    std::uint64_t events() const { return sim_.events(); }
    std::uint64_t trips() const { return trips_; }
    std::uint64_t unfinished() const { return unfinished_; }
    std::uint64_t trucks() const { return trucks_; }

    /// Who waits for whom for ever, in a sentence; empty when nobody does.
    std::string deadlock() const;

 private:
    friend struct Team;
    friend struct LivePlace;
    friend struct LiveDesk;
    friend struct LiveFleet;
    friend struct LivePaper;
    class Alive;  // keeps a trip in living_ as long as its truck lives
    // ---- processes ----
    Process<> shifts(Team* team);
    Process<> breakdowns(Team* team, std::uint32_t unit);
    Process<> arrivals(Stream* stream);
    Process<> truck(Stream* stream, std::uint32_t ordinal, DossierRef dossier, Time scheduled);
    // ---- driving ----
    Process<> drive(Trip* trip, const LiveStop* to);
    struct Stretch {
        std::size_t roads = 0;
        Duration first{};  // driving on the first of them
        Duration takes{};  // all of them, with rests
    };
    Duration time_on(const Trip& trip, const LiveStop& to, Time enters) const;
    Stretch free_stretch(Trip& trip, std::size_t first);
    std::size_t has_driven(Trip& trip, std::size_t first, const Stretch& stretch);
    void pass_by(Trip& trip, const LiveStop& at, Time when);
    void tell_left(Trip& trip, std::uint32_t place, Time when);
    Process<> go_on(Trip* trip, const std::string* road, Duration left);
    Process<> rest_at_place(Trip* trip, const LiveStop* at);
    double next_breakdown(const Trip& trip, double from) const;
    Process<> take_vehicle(Trip* trip);
    Process<> drive_home(Trip* trip);
    Process<> maintain(Trip* trip);
    // ---- choice ----
    void watch_gates();
    double expected_at_gates(std::uint32_t way, bool informed);
    bool informed(const Subject& subject) const;
    double perceived_cost(std::uint32_t leg, const Subject& subject, bool informed);
    std::uint32_t choose_way(const Stream& stream, std::uint32_t ordinal);
    bool reroutes(const Diversion& to, const Subject& subject, std::uint32_t stage);
    Process<> hold(Trip* trip);
    // ---- goods that are made of others ----
    Process<> make(Stream* product, double tonnes, Subject raw, Made made);
    bool load_made(Stream& product, bool must_go);
    Process<> cut_offs(Stream* product);
    void take_made(Trip& trip, const Made& made);
    bool spoils(Goods& goods, std::uint32_t trip_class, Duration warm) const;
    void age(Trip& trip);
    // ---- containers ----
    void change_empties(LivePlace& place, std::int64_t teu);
    void begin_containers(Trip& trip);
    Process<> take_containers(Trip* trip);
    void end_containers(Trip& trip);
    Process<> strip(LivePlace* at, std::int64_t teu, double u);
    // ---- blocks ----
    std::int64_t load_for(const Trip& trip, const Block& block) const;
    void tell_block(LiveBlock& of);
    Process<> find_room(Trip* trip, LiveBlock* at, const LiveStop* before, Time patience_ends);
    bool begins(Trip& trip, const LiveVisit& where, Duration& takes);
    void give_room_back(Trip& trip);
    void hold_value(LiveBlock& at, std::int64_t more);
    void put_down(Trip& trip, LiveBlock& at);
    Process<> dwells(LiveBlock* at, LiveBlock::Lot lot, Duration stays);
    void leave_block(LiveBlock& from, const LiveBlock::Lot& lot);
    void go_on(LiveBlock& from, LiveBlock::Lot lot);
    std::int64_t moves_for(const Trip& trip, LiveBlock& from);
    void fetch(Trip& trip, LiveBlock& from);
    Process<> calls(LiveService* one);
    Process<> call(LiveService* one, Time planned, Duration late);
    Process<> crane(Team* of, Duration work, Gang* gang);
    void make_blocks();
    void fill_blocks();
    // ---- money ----
    void pay_positioning(Trip& trip);
    static double litres_idled(const Trip& trip);
    void spend(Trip& trip, Expense what, double usd);
    void pay_desk(Trip& trip, const Desk& desk);
    void pay_papers(Trip& trip);
    void pay_road(Trip& trip, const LiveStop& to);
    void pay_place(Trip& trip, const Place& place, Duration stayed);
    void pay_handling(Trip& trip, const Place& place);
    const FleetCosts* costs_of(const Trip& trip) const;
    double goods_per_hour(std::uint32_t trip_class, double tonnes) const;
    void begin_ledger(Trip& trip);
    void weigh(Trip& trip);
    void end_ledger(Trip& trip);
    void check_books() const;
    double cost_so_far(const Trip& trip, Time when) const;
    void tell_ledger(const Trip& trip);
    void tell_clocks(const Trip& trip);
    void tell_release(const Trip& trip);
    // ---- at places ----
    Process<> wait_for_room(Trip* trip, const LiveStop* at);
    Process<> enter(Trip* trip, const LiveStop* at);
    Process<> wait_for_opening(Trip* trip, const LiveStop* at);
    Process<> wait_for(Trip* trip, Resource::Acquire* request, Time patience_ends);
    Process<Resource::Hold> take_bay(Trip* trip, const LiveVisit* where, Time patience_ends);
    Process<> pass(Trip* trip, const LiveStop* at);
    Process<> batches(LiveBarrier* barrier);
    Process<> enter_with_batch(Trip* trip, const LiveStop* at);
    Process<> convoys(LiveConvoy* convoy);
    Process<> gather(Trip* trip, const LiveVisit* where);
    Process<> extra_officers(Team* team);
    void extra_present(Team& team, std::int64_t people);
    Process<> come_for_slot(Trip* trip, const LiveStop* at);
    Process<> wait_for_slot(Trip* trip, const LiveStop* at);
    Process<Resource::Hold> any_officer(Teams teams, int priority, double payer, std::uint32_t trip_class,
                                        Time patience_ends);

    // ---- disruptions ----
    void make_disruptions();
    void add_surges(Stream& stream);
    bool stays_away(const Stream& stream, std::uint32_t ordinal, Time at) const;
    Process<> disruption(LiveDisruption* one);
    Process<> surge(Stream* stream, LiveSurge* one);
    Process<> wait_for_road(Trip* trip, const LiveStop* at);
    void change_road(std::uint32_t index, const Disruption& what, bool begins);
    bool diverts(const Diversion& way, const Trip& trip, const Subject& subject);
    const LiveStop* divert(Trip* trip, const LiveStop* at);
    void go_by(Trip& trip, std::uint32_t diversion);
    void reissue(const DossierRef& before, std::uint32_t diversion, std::uint32_t trip_class, int stop);
    Process<> keep_paper(DossierRef dossier, std::uint32_t place, DossierRef before);
    void charge_interrupted(Trip& trip, const Interruptions& by, Cause cause, const std::string& where,
                            const std::string* resource, Time until);

    // ---- processes of papers ----
    Process<> consignments(Stream* stream);
    Process<> consignment(Stream* stream, std::uint32_t first, std::uint32_t trucks, Time departure);
    Process<> booking(DossierRef dossier);
    void open_paper(const DossierRef& dossier, std::uint32_t place);
    Process<> paper(DossierRef dossier, std::uint32_t place, bool digital);
    Process<> hand_in(Dossier* dossier, std::uint32_t place, std::vector<Handling>* phases, Copy* copy);
    Process<> handle(Dossier* dossier, std::uint32_t place, std::vector<Handling>* phases, Copy copy);
    Process<> platform();
    Process<> depart(Trip* trip);
    Process<> join(Trip* trip, const LiveVisit* where);

    // ---- at once ----
    Itinerary itinerary(const TripClass& c);
    Time patience_ends(const Trip& trip, const Purpose& purpose, std::uint32_t number) const {
        return trip.stream->demand.patience ? patience_drawn(trip, purpose, number) : Time::max();
    }
    Time patience_drawn(const Trip& trip, const Purpose& purpose, std::uint32_t number) const;
    void end_visit(Trip& trip);
    void leave_early(Trip& trip);
    void tell_visit(const Trip& trip, bool over);
    void tell_passage(const Trip& trip, bool over, Time left);
    void tell_what_is_not_over();
    void set_out(Trip& trip, Stream& stream, std::uint32_t leg, std::uint32_t ordinal, Time scheduled,
                 const Made* made = nullptr);
    std::size_t cargo_of(const Demand& demand, bool back, const Subject& subject) const;
    DossierRef dossier(Stream& stream, std::uint32_t leg, std::uint32_t first, std::uint32_t trucks,
                       Time departure);
    DossierRef load_for_the_way_back(Stream& stream, std::uint32_t leg, std::uint32_t ordinal,
                                     Time departure);
    void draw_papers(Dossier& dossier);
    double draw_at(const Purpose& purpose, const Trip& trip, std::uint32_t number) const {
        return uniform(purpose, trip.subject, number);
    }
    void find_papers(LiveVisit& visit, const TripClass& c) const;
    static bool in_sample(const Dossier& dossier, std::uint32_t ordinal, Share share);
    void tell_phase(const Dossier& dossier, std::uint32_t place, bool digital, Handling::Kind kind, Time from,
                    Time to, std::vector<Handling>& phases);
    void handed_in(Dossier& dossier, std::uint32_t place);
    bool faulty(const Dossier& dossier, std::uint32_t place, bool digital) const;
    void reach(Dossier& dossier, int stop);
    void finish_paper(Dossier& dossier, std::uint32_t place, Copy copy, std::vector<Handling> phases);
    void charge_papers(Trip& trip, std::uint32_t place);
    void inspect(Trip& trip, const LiveVisit& where);
    void leave_dossier(Trip& trip);
    void tell_decided(const Dossier& dossier);
    Team* office_of(const Dossier& dossier, std::uint32_t place);
    double draw(const Purpose& purpose, const Dossier& of, std::uint32_t number = 0) const {
        return uniform(purpose, of.subject, first_visit(of.back) + first_attempt(of.again) + number);
    }
    void draw_visits(Trip& trip);
    void draw_crew(Trip& trip);
    void find_rests(Itinerary& way) const;
    void make_yard(LivePlace& at);
    void find_sheds(Itinerary& way, std::size_t first) const;
    void draw_overload(Trip& trip);
    void draw_first_time(Trip& trip);
    double payer(const Trip& trip) const;
    double payer(const Dossier& load) const;
    void draw_change_of_truck(Trip& trip);
    void change_truck(Trip& trip);
    void take_permit(Trip& trip, const Fleet& fleet);
    bool is_overdue(const Dossier& load, std::uint32_t place, Time handed_in) const;
    Time free_slot(const Trip& trip, const LiveStop& at);
    void waste_slot(const Trip& trip, const LiveStop& at, Time slot);
    void shed(Trip& trip);
    void leave(Trip& trip);
    void finish(Trip& trip);
    void charge(Trip& trip, Cause cause, const std::string& where, const std::string* resource);
    void charge_until(Trip& trip, Cause cause, const std::string& where, const std::string* resource,
                      Time until);
    void tell(const Trip& trip, Cause cause, const std::string& where, const std::string* resource, Time from,
              Time to);
    struct Duty {
        Cause waits_for;  // queue, disruption or closed
        Time until;
        const Team* team = nullptr;
    };
    Duty duty(const Trip& trip, const Team& team, Time at) const;
    void charge_hours(Trip& trip, Cause cause, Teams teams, const std::string& where, Time until);
    void charge_pauses(Trip& trip, const std::vector<Pause>& pauses, Team* team, const std::string& where);
    void charge_batch(Trip& trip, const LiveBarrier& barrier);
    void milestone(const Trip& trip, Milestone::Kind kind);
    static void leave_room(Trip& trip) {
        trip.standing.release();
        trip.standing_bay.release();
    }
    double draw(const Purpose& purpose, const Trip& trip) const;
    Time now() const { return sim_.now(); }

    const Scenario& scenario_;
    const Plan& plan_;
    Recorder& recorder_;
    Sink* sink_;
    std::uint64_t seed_;
    std::uint32_t replication_;
    Simulation sim_;
    Purpose crew_, loaded_, cargo_, after_, made_after_, overload_, excess_, way_, informed_, complies_;
    Purpose keeps_;
    Purpose trader_, channel_, lead_, spread_, sample_, risk_, outage_, first_time_, entitled_, pays_, buys_;
    bool overloads_ = false;  // any commodity
    std::uint64_t trips_ = 0;
    std::uint64_t inside_ = 0;              // trips of the window that are on their way
    std::vector<std::uint64_t> inside_of_;  // the same by trip class
    std::vector<double> payload_;           // t, by trip class
    std::vector<std::int64_t> teu_;         // 1e-6 TEU, by trip class
    std::uint64_t unfinished_ = 0;
    std::uint64_t trucks_ = 0;
    std::uint64_t calls_ =
        0;  // of ships and trains that came in the window and lie at a berth, or wait for it
    std::vector<Trip*> living_;
    std::deque<Team> teams_;
    std::deque<LiveFleet> fleets_;
    std::deque<LiveDesk> desks_;
    std::deque<LivePaper> papers_;
    Signal platform_up_;
    std::deque<LivePlace> places_;
    std::deque<LiveBlock> blocks_;
    std::deque<LiveService> services_;
    std::vector<std::array<std::shared_ptr<Resource>, 2>> roads_;   // along and against, or one for both
    std::vector<std::unique_ptr<LiveRoad>> disrupted_;              // roads that may be
    std::vector<std::array<std::optional<LiveSpeed>, 2>> speeds_;   // along and against
    std::vector<std::array<std::unique_ptr<GateWatch>, 2>> gates_;  // of each place, by direction
    std::vector<std::vector<std::uint32_t>> remembers_;             // of its gates, which memory
    std::vector<Expectation> expected_;                             // of each leg that may be chosen
    Books books_;
    std::int64_t stripping_ = 0;  // TEU
    std::deque<LiveDisruption> disruptions_;
    std::deque<LiveSurge> surges_;
    std::vector<Itinerary> itineraries_;  // of each trip class
    std::vector<double> drawn_;           // room for the draws of the longest
    std::deque<Stream> streams_;
};

}  // namespace hanhlang
