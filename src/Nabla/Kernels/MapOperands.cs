using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

// The maps by number of operands: storages are pinned, views become operands.
internal static unsafe partial class Map
{
    private static void Run<B, T>(B body, View<T> a, View<T> z)
        where B : struct, IBody
        where T : unmanaged
    {
        MapOperand* operands = stackalloc MapOperand[2];
        long* room = stackalloc long[(z.Rank + 1) * 3];
        fixed (T* pa = a.Storage, pz = z.Storage)
        {
            MapCall call = new(z.Lengths, operands, room);
            call.Input(pa, a);
            call.Output(pz, z);
            call.Start(MapLane<T>.Loop<B>(), Unsafe.AsPointer(ref body), B.Inputs, Usual);
        }
    }

    private static void Run<B, T>(B body, View<T> a, View<T> b, View<T> z)
        where B : struct, IBody
        where T : unmanaged
    {
        MapOperand* operands = stackalloc MapOperand[3];
        long* room = stackalloc long[(z.Rank + 1) * 4];
        fixed (T* pa = a.Storage, pb = b.Storage, pz = z.Storage)
        {
            MapCall call = new(z.Lengths, operands, room);
            call.Input(pa, a);
            call.Input(pb, b);
            call.Output(pz, z);
            call.Start(MapLane<T>.Loop<B>(), Unsafe.AsPointer(ref body), B.Inputs, Usual);
        }
    }

    private static void Run<B, T>(B body, View<T> a, View<T> b, View<T> c, View<T> z)
        where B : struct, IBody
        where T : unmanaged
    {
        MapOperand* operands = stackalloc MapOperand[4];
        long* room = stackalloc long[(z.Rank + 1) * 5];
        fixed (T* pa = a.Storage, pb = b.Storage, pc = c.Storage, pz = z.Storage)
        {
            MapCall call = new(z.Lengths, operands, room);
            call.Input(pa, a);
            call.Input(pb, b);
            call.Input(pc, c);
            call.Output(pz, z);
            call.Start(MapLane<T>.Loop<B>(), Unsafe.AsPointer(ref body), B.Inputs, Usual);
        }
    }

    private static void Run<B, T>(B body, View<T> a, View<T> b, View<T> c, View<T> d, View<T> z)
        where B : struct, IBody
        where T : unmanaged
    {
        MapOperand* operands = stackalloc MapOperand[5];
        long* room = stackalloc long[(z.Rank + 1) * 6];
        fixed (T* pa = a.Storage, pb = b.Storage, pc = c.Storage, pd = d.Storage, pz = z.Storage)
        {
            MapCall call = new(z.Lengths, operands, room);
            call.Input(pa, a);
            call.Input(pb, b);
            call.Input(pc, c);
            call.Input(pd, d);
            call.Output(pz, z);
            call.Start(MapLane<T>.Loop<B>(), Unsafe.AsPointer(ref body), B.Inputs, Usual);
        }
    }

    private static void Relate<B, T>(View<T> x, View<T> y, View<bool> z, bool not)
        where B : struct, IBody
        where T : unmanaged
    {
        B body = default;
        MapOperand* operands = stackalloc MapOperand[3];
        long* room = stackalloc long[(z.Rank + 1) * 4];
        fixed (T* px = x.Storage, py = y.Storage)
        fixed (bool* pz = z.Storage)
        {
            MapCall call = new(z.Lengths, operands, room);
            call.Input(px, x);
            call.Input(py, y);
            call.Add((byte*)pz, z.Offset, z.Strides, sizeof(bool), MapLane<T>.Step, converts: true, not ? MaskLoop.ToNotBool : MaskLoop.ToBool);
            call.Start(MapLane<T>.Loop<B>(), Unsafe.AsPointer(ref body), B.Inputs, Usual);
        }
    }

    private static void SelectBits<T, M>(View<bool> condition, View<T> then, View<T> otherwise, View<T> z)
        where T : unmanaged
        where M : unmanaged
    {
        SelectBody body = default;
        MapOperand* operands = stackalloc MapOperand[4];
        long* room = stackalloc long[(z.Rank + 1) * 5];
        fixed (bool* pc = condition.Storage)
        fixed (T* px = then.Storage, py = otherwise.Storage, pz = z.Storage)
        {
            MapCall call = new(z.Lengths, operands, room);
            call.Add((byte*)pc, condition.Offset, condition.Strides, sizeof(bool), sizeof(M), converts: true, MaskLoop.FromBool<M>());
            call.Add((byte*)px, then.Offset, then.Strides, sizeof(T), sizeof(M), converts: false, CastLoop<M, M>.Pointer);
            call.Add((byte*)py, otherwise.Offset, otherwise.Strides, sizeof(T), sizeof(M), converts: false, CastLoop<M, M>.Pointer);
            call.Add((byte*)pz, z.Offset, z.Strides, sizeof(T), sizeof(M), converts: false, CastLoop<M, M>.Pointer);
            call.Start(MapLane<M>.Loop<SelectBody>(), Unsafe.AsPointer(ref body), SelectBody.Inputs, Usual);
        }
    }

    /// <summary>A loop that only copies: the conversion has been done on the way into the block.</summary>
    private static void CopyLoop<U>(void* body, byte** operands, nint* steps, nint n)
        where U : unmanaged
    {
        if (steps[0] != 0)
        {
            Buffer.MemoryCopy(operands[0], operands[1], n * sizeof(U), n * sizeof(U));
        }
        else
        {
            new Span<U>(operands[1], (int)n).Fill(*(U*)operands[0]);
        }
    }
}
