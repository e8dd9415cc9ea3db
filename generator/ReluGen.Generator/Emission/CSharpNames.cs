using System;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluGen.Generator.Emission;

/// <summary>Names that stand in generated code.</summary>
public static class CSharpNames
{
    // A class cannot have a member of its own name.
    private static readonly string[] Members =
    [
        "InputCount", "OutputCount", "HiddenNeuronCount", "ParameterCount", "InputLimit", "InputNames", "Names", "Forward", "Predict", "ForwardBatch",
        "Pattern", "Storage", "IsWithinLimit", "ForwardRow", "ForwardKept", "ExpandPattern", "CompressPattern", "Forward512", "Forward256", "Forward128", "ForwardSlow", "ThreadScratch", "TileSamples", "LeastTileRows", "TileWeights", "Tile512Weights", "Tile256Weights", "Tile128Weights", "JoinTile", "ForwardPart", "RowsOf", "Tile512", "Tile256", "Tile128", "Tile512Samples", "Tile256Samples", "Tile128Samples", "ForwardRows", "ForwardTile", "TileScratch", "Gradient",
        "AffineMapOf", "BoundariesOf", "ErrorBoundsOf", "StageWidths", "VisitStages", "BitTables", "GradientOf", "Gradient512", "Gradient256", "Gradient128", "MapsOf", "MapOf", "Map512", "Map256", "Map128", "ReverseWeights", "Regions", "RegionTableData", "Weights",
    ];

    // Members that are numbered.
    private static readonly string[] Numbered =
    [
        "Forward512Part", "Forward256Part", "Forward128Part", "Tile512Stage", "Tile256Stage", "Tile128Stage", "Gradient512Part", "Gradient256Part", "Gradient128Part",
        "Map512Part", "Map256Part", "Map128Part", "ExpandPattern", "CompressPattern",
    ];

    /// <summary>True if generated code has a member of this name, so that the class cannot have it.</summary>
    public static bool IsMember(string name) =>
        Array.IndexOf(Members, name) >= 0 || Array.IndexOf(Numbered, name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) >= 0;

    /// <summary>An identifier as it must stand in C#: a keyword gets an @.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
