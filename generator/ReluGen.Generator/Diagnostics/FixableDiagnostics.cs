namespace ReluGen.Generator.Diagnostics;

/// <summary>What a diagnostic and its code fix agree on. ReluGen.CodeFixes compiles this file too: it references no other assembly of ReluGen.</summary>
internal static class FixableDiagnostics
{
    public const string FileNotInProject = "RLG1001";
    public const string NotPartial = "RLG3001";
    public const string WrongLength = "RLG3007";
    public const string UnusedPattern = "RLG3008";

    /// <summary>The property of a diagnostic with the text that mends it: a file name (RLG1001), an expression for a size (RLG3007).</summary>
    public const string Remedy = nameof(Remedy);
}
