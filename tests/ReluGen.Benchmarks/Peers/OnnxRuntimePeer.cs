using System.Linq;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Peers;

/// <summary>ONNX Runtime through its C API: one thread, one session, tensors over the inputs and outputs made beforehand.</summary>
internal sealed unsafe class OnnxRuntimePeer : Contender
{
    private readonly OrtApi api;
    private readonly nint session;
    private readonly nint[] rowInputs;
    private readonly nint[] rowOutputs;
    private readonly nint batchInput;
    private readonly nint batchOutput;
    private readonly byte** inputName = OrtApi.Names(OnnxModelBytes.Input);
    private readonly byte** outputName = OrtApi.Names(OnnxModelBytes.Output);

    /// <summary>Opens a session for the workload's network.</summary>
    /// <param name="library">Path of the library; null where it is not installed.</param>
    /// <param name="workload">Inputs and references.</param>
    /// <exception cref="MissingPeerException">The library is not there or cannot be loaded.</exception>
    public OnnxRuntimePeer(string? library, Workload workload)
        : base("onnxruntime", workload)
    {
        api = OrtApi.Load(library ?? throw new MissingPeerException("not installed (tests/ReluGen.Benchmarks/Peers/install-onnxruntime.sh)"));
        session = api.OpenSession(OnnxModelBytes.Of(workload.Layers));
        int inputs = workload.Network.InputCount, outputs = workload.Network.OutputCount;
        rowInputs = Enumerable.Range(0, workload.Rotation).Select(row => api.Tensor(workload.Inputs.Pointer + row * inputs, 1, inputs)).ToArray();
        rowOutputs = Enumerable.Range(0, workload.Rotation).Select(row => api.Tensor(Outputs.Pointer + row * outputs, 1, outputs)).ToArray();
        batchInput = api.Tensor(workload.Inputs.Pointer, Workload.Rows, inputs);
        batchOutput = api.Tensor(Outputs.Pointer, Workload.Rows, outputs);
    }

    public override void Single(int rows, int calls)
    {
        for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
        {
            api.Run(session, inputName, rowInputs[row], outputName, rowOutputs[row]);
        }
    }

    public override void Batch(int passes)
    {
        for (int pass = 0; pass < passes; pass++)
        {
            api.Run(session, inputName, batchInput, outputName, batchOutput);
        }
    }
}
