using System;
using System.Linq;
using System.Runtime.InteropServices;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Peers;

/// <summary>
/// The network in C (<see cref="CSource"/>): a form for single rows and one for the batch. "c" are the plain loops, "cTiled" those
/// that are tiled by hand.
/// </summary>
internal sealed unsafe class CPeer : Contender
{
    private readonly delegate* unmanaged<float*, float*, int, int, void> single;
    private readonly delegate* unmanaged<float*, float*, int, int, void> batch;

    private CPeer(string name, Workload workload, nint library, string singleForm, string? batchForm)
        : base(name, workload)
    {
        single = Export(library, singleForm);
        batch = batchForm is null ? null : Export(library, batchForm);
    }

    public override int RowsPerPass => batch == null ? 1 : Workload.Rows;

    /// <summary>All forms in the shared library at <paramref name="path"/>.</summary>
    /// <exception cref="MissingPeerException">The library cannot be loaded.</exception>
    public static CPeer[] Load(string path, Workload workload)
    {
        try
        {
            nint library = NativeLibrary.Load(path);
            (string Name, string Single, string? Batch)[] forms =
            [
                ("c", "rows", "lanes"), ("c", "columns", null), ("c", "sparse_row", "sparse_lanes"), ("cTiled", "columns_tiled", "lanes_tiled"),
            ];
            return forms
                .Where(form => NativeLibrary.TryGetExport(library, "run_" + form.Single, out _))
                .Select(form => new CPeer(form.Name, workload, library, form.Single, form.Batch))
                .ToArray();
        }
        catch (DllNotFoundException e)
        {
            throw new MissingPeerException(e.Message);
        }
    }

    public override void Single(int rows, int calls) => single(Work.Inputs.Pointer, Outputs.Pointer, rows, calls);

    public override void Batch(int passes)
    {
        if (batch == null)
        {
            Single(Workload.Rows, passes);
        }
        else
        {
            batch(Work.Inputs.Pointer, Outputs.Pointer, Workload.Rows, passes);
        }
    }

    private static delegate* unmanaged<float*, float*, int, int, void> Export(nint library, string form) =>
        (delegate* unmanaged<float*, float*, int, int, void>)NativeLibrary.GetExport(library, "run_" + form);
}
