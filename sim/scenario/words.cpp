// The words of the scenario language: values that are one of a list.
#include "words.hpp"

#include "hanhlang/scenario/value.hpp"

namespace hanhlang {
namespace {

constexpr Words<Direction, 2> direction_words{
    {{"eastbound", Direction::eastbound}, {"westbound", Direction::westbound}}};
constexpr Words<Staff::Closing, 3> closing_words{{{"finish", Staff::Closing::finish},
                                                  {"suspend", Staff::Closing::suspend},
                                                  {"hand over", Staff::Closing::hand_over}}};
constexpr Words<Breakdowns::Then, 2> breakdown_words{
    {{"resume", Breakdowns::Then::resume}, {"restart", Breakdowns::Then::restart}}};
constexpr Words<Yard::WhenFull, 2> full_words{
    {{"queue", Yard::WhenFull::queue}, {"turn away", Yard::WhenFull::turn_away}}};
constexpr Words<Desk::For, 3> for_words{
    {{"all", Desk::For::all}, {"arriving", Desk::For::arriving}, {"leaving", Desk::For::leaving}}};
constexpr Words<Block::WhenFull, 2> block_words{
    {{"wait", Block::WhenFull::wait}, {"elsewhere", Block::WhenFull::elsewhere}}};
constexpr Words<Place::Kind, 5> kind_words{{{"city", Place::Kind::city},
                                            {"gate", Place::Kind::gate},
                                            {"icd", Place::Kind::icd},
                                            {"port", Place::Kind::port},
                                            {"zone", Place::Kind::zone}}};
constexpr Words<Source::Known, 4> known_words{{{"sourced", Source::Known::sourced},
                                               {"derived", Source::Known::derived},
                                               {"general-knowledge", Source::Known::general_knowledge},
                                               {"assumed", Source::Known::assumed}}};
constexpr Words<Flow, 3> flow_words{
    {{"import", Flow::imported}, {"export", Flow::exported}, {"transit", Flow::transit}}};
constexpr Words<Moment, 4> moment_words{{{"booking", Moment::booking},
                                         {"departure", Moment::departure},
                                         {"arrival", Moment::arrival},
                                         {"destination", Moment::destination}}};
constexpr Words<Clock, 2> clock_words{{{"office", Clock::office}, {"elapsed", Clock::elapsed}}};
constexpr Words<Consignment::Release, 2> release_words{
    {{"per truck", Consignment::Release::per_truck}, {"whole", Consignment::Release::whole}}};
constexpr Words<Paper::Hold, 3> hold_words{{{"gate", Paper::Hold::gate},
                                            {"conditional", Paper::Hold::conditional},
                                            {"premises", Paper::Hold::premises}}};
constexpr Words<Outages::Then, 2> outage_words{
    {{"paper", Outages::Then::paper}, {"wait", Outages::Then::wait}}};
constexpr Words<Payer, 2> payer_words{{{"carrier", Payer::carrier}, {"trader", Payer::trader}}};
constexpr Words<Choice::Rule, 2> choice_words{{{"best", Choice::Rule::best}, {"logit", Choice::Rule::logit}}};
constexpr Words<Choice::By, 2> by_words{{{"time", Choice::By::time}, {"cost", Choice::By::cost}}};
constexpr Words<Channel, 3> channel_words{
    {{"green", Channel::green}, {"yellow", Channel::yellow}, {"red", Channel::red}}};

}  // namespace

#define HANHLANG_WORDS(Type, list)                     \
    template <>                                        \
    std::vector<std::string> words<Type>() {           \
        return names_of(list);                         \
    }                                                  \
    Type Grammar<Type>::parse(std::string_view text) { \
        return word<Type>(text, list, example);        \
    }

HANHLANG_WORDS(Direction, direction_words)
HANHLANG_WORDS(Staff::Closing, closing_words)
HANHLANG_WORDS(Breakdowns::Then, breakdown_words)
HANHLANG_WORDS(Yard::WhenFull, full_words)
HANHLANG_WORDS(Desk::For, for_words)
HANHLANG_WORDS(Block::WhenFull, block_words)
HANHLANG_WORDS(Place::Kind, kind_words)
HANHLANG_WORDS(Source::Known, known_words)
HANHLANG_WORDS(Flow, flow_words)
HANHLANG_WORDS(Moment, moment_words)
HANHLANG_WORDS(Clock, clock_words)
HANHLANG_WORDS(Consignment::Release, release_words)
HANHLANG_WORDS(Paper::Hold, hold_words)
HANHLANG_WORDS(Outages::Then, outage_words)
HANHLANG_WORDS(Payer, payer_words)
HANHLANG_WORDS(Choice::Rule, choice_words)
HANHLANG_WORDS(Choice::By, by_words)

#undef HANHLANG_WORDS

std::string_view to_string(Channel channel) {
    return name_in(channel_words, channel);
}
std::string_view to_string(Flow flow) {
    return name_in(flow_words, flow);
}

}  // namespace hanhlang
