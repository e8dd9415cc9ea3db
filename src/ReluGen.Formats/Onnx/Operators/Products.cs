using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Matrix products: MatMul, and Gemm = alpha · A · B + beta · C.</summary>
internal static class Products
{
    public static AffineTensor MatMul(NodeContext node) => Product(node, node.Input(0), node.Input(1));

    public static AffineTensor Gemm(NodeContext node)
    {
        AffineTensor first = Matrix(node, 0, "transA");
        AffineTensor second = Matrix(node, 1, "transB");
        AffineTensor product = Arithmetic.Times(node, Product(node, first, second), node.Attributes.Float("alpha", 1));
        if (!node.HasInput(2))
        {
            return product;
        }

        AffineTensor addend = node.Input(2);
        if (Broadcast.CommonShape(product.Shape, addend.Shape) is not { Length: 2 } shape || shape[0] != product.Shape[0] || shape[1] != product.Shape[1])
        {
            throw node.Node.Misshapen($"C of shape {DisplayText.Shape(addend.Shape)} does not broadcast to {DisplayText.Shape(product.Shape)}.");
        }

        return Elementwise.Add(product, Arithmetic.Times(node, addend, node.Attributes.Float("beta", 1)), 1, node.Budget)!;
    }

    private static AffineTensor Product(NodeContext node, AffineTensor first, AffineTensor second)
    {
        if (!first.IsConstant && !second.IsConstant)
        {
            throw node.Node.Unsupported("a product of two values that both depend on the input is not piecewise linear.", "Choose a tensor before the node as the output (GraphOutputs).");
        }

        return MatrixProduct.Of(first, second, node.Budget)
            ?? throw node.Node.Misshapen($"the shapes {DisplayText.Shape(first.Shape)} and {DisplayText.Shape(second.Shape)} do not fit in a matrix product.");
    }

    private static AffineTensor Matrix(NodeContext node, int index, string flag)
    {
        AffineTensor matrix = node.Input(index);
        if (matrix.Rank != 2)
        {
            throw node.Node.Misshapen($"input {index} has the shape {DisplayText.Shape(matrix.Shape)}; Gemm needs matrices.");
        }

        return node.Attributes.Flag(flag) ? Transpose(matrix, node.Budget) : matrix;
    }

    private static AffineTensor Transpose(AffineTensor matrix, Budget budget)
    {
        int rows = matrix.Shape[0];
        int columns = matrix.Shape[1];
        budget.Charge(matrix.Count);
        var from = new int[matrix.Count];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = i % rows * columns + i / rows;
        }

        return matrix.Gather([columns, rows], from, null, divide: false, budget);
    }
}
