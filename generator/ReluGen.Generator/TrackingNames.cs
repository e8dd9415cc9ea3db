namespace ReluGen.Generator;

/// <summary>The names of the generator's steps, for tests of its caching.</summary>
internal static class TrackingNames
{
    public const string Name = nameof(Name);
    public const string Read = nameof(Read);
    public const string Target = nameof(Target);
    public const string Request = nameof(Request);
    public const string CodeRequest = nameof(CodeRequest);
    public const string Code = nameof(Code);
    public const string Facts = nameof(Facts);
    public const string FactFindings = nameof(FactFindings);
    public const string Findings = nameof(Findings);
}
