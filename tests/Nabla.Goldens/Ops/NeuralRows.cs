namespace Nabla.Goldens.Ops;

/// <summary>Convolutions, pooling and losses of keras.ops.nn.</summary>
static class NeuralRows
{
    public static void Add(OpTable table)
    {
    }
}
