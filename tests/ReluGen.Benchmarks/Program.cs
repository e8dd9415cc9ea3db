using System.CommandLine;
using ReluGen.Benchmarks.Commands;

var root = new RootCommand("Benchmarks of ReluGen; docs/benchmarks.md says how they measure.")
{
    PeersCommand.Create(), LookupCommand.Create(), RegionsCommand.Create(), FactsCommand.Create(), IdentifyCommand.Create(), ThreadsCommand.Create(), SamplesStreamCommand.Create(), StableNeuronsCommand.Create(), BenchmarkDotNetCommand.Create(),
    TimeCommand.Create(), TimeLookupsCommand.Create(),
};
return root.Parse(args).Invoke();
