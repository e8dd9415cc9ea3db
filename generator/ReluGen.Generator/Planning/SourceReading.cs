namespace ReluGen.Generator.Planning;

/// <summary>How a single row's kernel reads a source.</summary>
internal enum SourceReading
{
    /// <summary>Only the active neurons, whose list is the stage's mask.</summary>
    ActiveList,

    /// <summary>Every element, written out.</summary>
    Unrolled,

    /// <summary>Every element, in a loop.</summary>
    Loop,

    /// <summary>Inputs: only those that are not 0 where they are few, which is seen when they are there; else every one, in a loop.</summary>
    LoopOrList,
}
