using Xunit;

namespace ReluGen.Tests.Shared;

/// <summary>A theory over the shared data: reported as skipped, with the reason, where the data is absent.</summary>
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute() => Skip = DataFolder.SkipReason;
}

/// <summary>A fact about the shared data: reported as skipped, with the reason, where the data is absent.</summary>
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute() => Skip = DataFolder.SkipReason;
}
