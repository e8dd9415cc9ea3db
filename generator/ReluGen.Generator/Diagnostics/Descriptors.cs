using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Generator.Diagnostics;

/// <summary>Every diagnostic that the generator and the analyzers report. Each id has a page in docs/diagnostics.</summary>
internal static class Descriptors
{
    private const string Input = "ReluGen.Input";
    private const string Facts = "ReluGen.Network";
    private const string Usage = "ReluGen.Usage";
    private const string HelpFolder = "docs/diagnostics/";

    /// <summary>The file and what is to be said about it.</summary>
    private const string FileMessage = "'{0}': {1}";

    public static readonly DiagnosticDescriptor FileNotInProject = Error(FixableDiagnostics.FileNotInProject, Input, "Network file is not in the project",
        "No ReluNetwork item of the project brings '{0}'; {1}");

    public static readonly DiagnosticDescriptor Malformed = FileError(InputErrorIds.Malformed, "The file is not what its name says");

    public static readonly DiagnosticDescriptor Unsupported = FileError(InputErrorIds.Unsupported, "The model uses an unsupported operator");

    public static readonly DiagnosticDescriptor Shape = FileError(InputErrorIds.Shape, "Shapes do not fit");

    public static readonly DiagnosticDescriptor TooLarge = FileError(InputErrorIds.TooLarge, "The model is too large");

    public static readonly DiagnosticDescriptor AmbiguousFile = Error("RLG1006", Input, "Two network files share a name",
        "'{0}' names {1} files of the project ({2}); write the path as one of these stands here");

    public static readonly DiagnosticDescriptor Syntax = FileError(InputErrorIds.Syntax, "The text form breaks its grammar");

    public static readonly DiagnosticDescriptor Samples = FileError(InputErrorIds.Samples, "The sample file does not fit");

    public static readonly DiagnosticDescriptor ExternalData = FileError(InputErrorIds.ExternalData, "External data is missing or out of bounds");

    public static readonly DiagnosticDescriptor Metadata = FileError(InputErrorIds.Metadata, "Metadata of a network are wrong");

    public static readonly DiagnosticDescriptor NotPartial = Error(FixableDiagnostics.NotPartial, Usage, "The class is not partial",
        "Class '{0}' must be partial, so that the code of its network can be added to it");

    public static readonly DiagnosticDescriptor Nested = Error("RLG3002", Usage, "The class is nested",
        "Class '{0}' is nested in another type; move it to a namespace");

    public static readonly DiagnosticDescriptor Generic = Error("RLG3003", Usage, "The class is generic",
        "Class '{0}' is generic; a network needs a class without type parameters");

    public static readonly DiagnosticDescriptor Static = Error("RLG3004", Usage, "The class is static",
        "Class '{0}' is static and so cannot implement IReluNetwork; remove 'static' (all members are static all the same)");

    public static readonly DiagnosticDescriptor NameOfMember = Error("RLG3005", Usage, "The class has the name of a generated member",
        "Class '{0}' has the name of a member that is generated for it; give it another name");

    public static readonly DiagnosticDescriptor OtherKind = Error("RLG3006", Usage, "The type is a record or local to a file",
        "'{0}' must be an ordinary class: no record, and not local to its file, which generated code cannot reach");

    public static readonly DiagnosticDescriptor WrongLength = Advice(FixableDiagnostics.WrongLength, "A span has the wrong length", DiagnosticSeverity.Warning,
        "'{0}' of {1} takes {2} values ({3}), not {4}; {5}");

    public static readonly DiagnosticDescriptor UnusedPattern = Advice(FixableDiagnostics.UnusedPattern, "The pattern is not used", DiagnosticSeverity.Info,
        "The pattern that {0} returns is not used; {1}.Predict computes the same outputs, since the network has no link");

    public static readonly DiagnosticDescriptor RowByRow = Advice("RLG3009", "Rows are computed one by one", DiagnosticSeverity.Info,
        "{0} runs row by row in this loop; {1}.ForwardBatch computes all rows in one call, faster and with the same bits");

    public static readonly DiagnosticDescriptor MayLackFma = Advice("RLG3010", "The target may lack fused multiply-add", DiagnosticSeverity.Warning,
        "With Fma = true class '{0}' is a hundred times slower on a processor without fused multiply-add, which this project may run on; set ReluGenAssumeFma to true in the project if it will not");

    /// <summary>A descriptor for each kind of fact about a network, RLG2xxx.</summary>
    private static readonly Dictionary<FactKind, DiagnosticDescriptor> FactDescriptors = FactKinds.All.ToDictionary(
        static kind => kind,
        static kind => New(kind.Id, Facts, kind.Title, FileMessage, SeverityOf(kind.Severity)));

    private static readonly DiagnosticDescriptor[] FileErrors = [Malformed, Unsupported, Shape, TooLarge, Syntax, Samples, ExternalData, Metadata];

    /// <summary>The descriptor of an error in a file.</summary>
    public static DiagnosticDescriptor Of(InputError error)
    {
        foreach (DiagnosticDescriptor descriptor in FileErrors)
        {
            if (descriptor.Id == error.Id)
            {
                return descriptor;
            }
        }

        return Malformed;
    }

    /// <summary>The descriptor of a fact.</summary>
    public static DiagnosticDescriptor Of(FactKind kind) => FactDescriptors[kind];

    private static DiagnosticDescriptor Advice(string id, string title, DiagnosticSeverity severity, string message) => New(id, Usage, title, message, severity);

    private static DiagnosticSeverity SeverityOf(FactSeverity severity) => severity switch
    {
        FactSeverity.Info => DiagnosticSeverity.Info,
        FactSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };

    private static DiagnosticDescriptor FileError(string id, string title) => Error(id, Input, title, FileMessage);

    private static DiagnosticDescriptor Error(string id, string category, string title, string message) => New(id, category, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor New(string id, string category, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: HelpFolder + id + ".md");
}
