namespace ReluGen.Build;

/// <summary>The ids of errors that only a build meets; those of files are in <see cref="Core.Diagnostics.InputErrorIds"/>.</summary>
internal static class BuildErrorIds
{
    /// <summary>The converted network cannot be written.</summary>
    public const string Output = "RLG1012";
}
