using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Transpose, Expand and Tile: axes exchanged or repeated.</summary>
internal static class Moving
{
    public static AffineTensor Transpose(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        int[] order = node.Attributes.Ints("perm") is { } stated
            ? Axes.Resolve(node, stated, tensor.Rank)
            : Enumerable.Range(0, tensor.Rank).Reverse().ToArray();
        if (order.Length != tensor.Rank)
        {
            throw node.Node.Misshapen($"it orders {order.Length} axes of a tensor of shape {DisplayText.Shape(tensor.Shape)}.");
        }

        int[][] straight = AxisMap.StraightOf(tensor.Shape, node.Budget);
        int[][] places = System.Array.ConvertAll(order, axis => straight[axis]);
        return node.Rearrange(tensor, AxisMap.Shape(places), AxisMap.Combine(places, node.Budget));
    }

    public static AffineTensor Expand(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        long[] target = node.Integers(1, "shape");
        if (!Dimensions.TryCount(target, out int[] wanted, out _) || Broadcast.CommonShape(tensor.Shape, wanted) is not { } shape)
        {
            throw node.Node.Misshapen($"a tensor of shape {DisplayText.Shape(tensor.Shape)} does not expand to [{string.Join(", ", target.Take(8))}].");
        }

        node.Budget.RequireArray(Dimensions.Count(shape));
        return tensor.Gather(shape, Broadcast.Map(tensor.Shape, shape, node.Budget), null, divide: false, node.Budget);
    }

    public static AffineTensor Tile(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        long[] repeats = node.Integers(1, "repeats");
        if (repeats.Length != tensor.Rank || repeats.Any(static r => r < 0))
        {
            throw node.Node.Misshapen($"a tensor of shape {DisplayText.Shape(tensor.Shape)} cannot be repeated [{string.Join(", ", repeats.Take(8))}] times.");
        }

        int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
        for (int axis = 0; axis < places.Length; axis++)
        {
            int[] once = places[axis];
            node.Budget.RequireArray(once.Length == 0 ? 0 : repeats[axis]);
            node.Budget.Charge(once.Length * repeats[axis]);
            places[axis] = Enumerable.Range(0, (int)(once.Length * repeats[axis])).Select(i => once[i % once.Length]).ToArray();
        }

        return node.Rearrange(tensor, AxisMap.Shape(places), AxisMap.Combine(places, node.Budget));
    }
}
