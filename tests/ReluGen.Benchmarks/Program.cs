using System.CommandLine;
using ReluGen.Benchmarks.Commands;

var root = new RootCommand("Benchmarks of ReluGen; docs/benchmarks.md says how they measure.")
{
    PeersCommand.Create(),
    LookupCommand.Create(),
    RegionsCommand.Create(),
    FactsCommand.Create(),
    ThreadsCommand.Create(),
    PatternCostCommand.Create(),
    SamplesStreamCommand.Create(),
    StableNeuronsCommand.Create(),
    OnnxRoundTripCommand.Create(),
    BenchmarkDotNetCommand.Create(),
    EquivalenceCommand.Create(),
    ExplainCommand.Create(),
    AotCommand.Create(),
    LargeBuildCommand.Create(),
    IdentifyCommand.Create(),
    ExplainerCommand.Create(),
    PatternCostCommand.CreateTiming(),
    ThreadsCommand.CreateTiming(),
    TimeCommand.Create(),
    TimeLookupsCommand.Create(),
    TimeExplanationsCommand.Create(),
};
return root.Parse(args).Invoke();
