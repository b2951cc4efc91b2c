namespace Nabla.Goldens.Ops;

/// <summary>New tensors.</summary>
static class CreationRows
{
    public static void Add(OpTable table)
    {
    }
}
