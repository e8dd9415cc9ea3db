using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Peers;

/// <summary>One form of the network in C (<see cref="CSource"/>): a form for single rows and a form for the batch.</summary>
internal sealed unsafe class CPeer : Contender
{
    private readonly delegate* unmanaged<float*, float*, int, int, void> single;
    private readonly delegate* unmanaged<float*, float*, int, int, void> batch;

    private CPeer(Workload workload, nint library, string singleForm, string? batchForm)
        : base("c", workload)
    {
        single = Export(library, singleForm);
        batch = batchForm is null ? null : Export(library, batchForm);
    }

    public override int RowsPerPass => batch == null ? 1 : Workload.Rows;

    /// <summary>All forms in the shared library at <paramref name="path"/>.</summary>
    /// <exception cref="MissingPeerException">The library was not made, or cannot be loaded.</exception>
    public static CPeer[] Load(string path, Workload workload)
    {
        if (!File.Exists(path))
        {
            throw new MissingPeerException("not compiled");
        }

        try
        {
            nint library = NativeLibrary.Load(path);
            (string Single, string? Batch)[] forms = [("rows", "lanes"), ("columns", null), ("sparse_row", "sparse_lanes")];
            return forms
                .Where(form => NativeLibrary.TryGetExport(library, "run_" + form.Single, out _))
                .Select(form => new CPeer(workload, library, form.Single, form.Batch))
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
